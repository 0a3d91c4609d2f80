package io.cartostream.producer.sync;

import io.cartostream.avro.ConfirmationReason;
import io.cartostream.avro.FailureReason;
import io.cartostream.avro.InventoryEvent;
import io.cartostream.avro.ResourceConfirmed;
import io.cartostream.avro.ResourceObserved;
import io.cartostream.avro.ResourceRemoved;
import io.cartostream.avro.SyncCompleted;
import io.cartostream.avro.SyncFailed;
import io.cartostream.avro.SyncPartial;
import io.cartostream.avro.SyncStarted;
import io.cartostream.contract.Scope;
import io.cartostream.contract.TopicName;
import io.cartostream.producer.EventPublisher;
import io.cartostream.producer.PublishException;
import io.cartostream.producer.ReadFailure;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Writes the events of one sync of one scope: started with sequence number 1, observations, one end. Used by one thread. It
 * completes only if every earlier event is durable; a lost event ends it with a {@link PublishException}, and the gap that it
 * leaves voids the sync for readers too.
 */
public final class SyncSession {

    /** Largest payload, in bytes of UTF-8: the message limit less room for the rest of the record. */
    public static final int MAX_PAYLOAD_BYTES = TopicName.MAX_MESSAGE_BYTES - 64 * 1024;

    private final Scope scope;
    private final String syncId;
    private final EventPublisher publisher;
    private final AtomicReference<@Nullable PublishException> lost = new AtomicReference<>();
    private final AtomicLong unsettled = new AtomicLong();
    private long sequence;
    private long items;
    private final UnreadableTally unreadable = new UnreadableTally();
    private boolean ended;
    private Instant observedAt;

    private SyncSession(Scope scope, String syncId, EventPublisher publisher, Instant startedAt) {
        this.scope = scope;
        this.syncId = syncId;
        this.publisher = publisher;
        this.observedAt = startedAt;
    }

    /**
     * Starts a sync.
     *
     * @param startedAt an instant before the first request; observations older than it do not keep a resource alive
     */
    public static SyncSession start(Scope scope, String syncId, EventPublisher publisher, Instant startedAt) {
        SyncSession session = new SyncSession(scope, syncId, publisher, startedAt);
        session.send(new SyncStarted());
        return session;
    }

    /** What follows was asked for at that instant, taken before the request was sent. */
    public void observedAt(Instant instant) {
        observedAt = instant;
    }

    /** The resource exists, with this payload. One that is too large becomes confirmed, unreadable. */
    public void observed(String id, String payload) {
        if (payload.length() > MAX_PAYLOAD_BYTES / 3 && utf8Length(payload) > MAX_PAYLOAD_BYTES) {
            unreadable(
                    id,
                    ReadFailure.of(
                            FailureReason.OTHER,
                            "the payload is too large: " + utf8Length(payload) + " bytes, at most " + MAX_PAYLOAD_BYTES
                                    + " fit"));
            return;
        }
        send(new ResourceObserved(id, payload));
        items++;
    }

    private static long utf8Length(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }

    /** The resource exists and the provider says that it has not changed. */
    public void unchanged(String id) {
        send(new ResourceConfirmed(id, ConfirmationReason.UNCHANGED, null, null));
        items++;
    }

    /** The resource exists but could not be read: its known facts are kept. */
    public void unreadable(String id, ReadFailure failure) {
        send(new ResourceConfirmed(id, ConfirmationReason.UNREADABLE, failure.operation(), failure.message()));
        items++;
        unreadable.add(id, failure);
    }

    /** The resource vanished while the scope was being read. */
    public void removed(String id) {
        send(new ResourceRemoved(id));
    }

    /**
     * Everything was listed. Returns when every event of the sync is durable.
     *
     * @throws PublishException if one is not; then the sync has no end
     */
    public void complete() throws InterruptedException {
        settle();
        send(new SyncCompleted(sequence + 1, items, unreadable.details()));
        ended = true;
        settle();
    }

    /** What the user's filter selects was listed. Returns as {@link #complete()} does. */
    public void partial(String filter) throws InterruptedException {
        send(new SyncPartial(filter));
        ended = true;
        settle();
    }

    /** It could not be read to its end. Returns as {@link #complete()} does. */
    public void fail(ReadFailure failure) throws InterruptedException {
        send(new SyncFailed(failure.reason(), failure.operation(), failure.missingPermission(), failure.message()));
        ended = true;
        settle();
    }

    /** Resources seen. */
    public long items() {
        return items;
    }

    /** The resources seen that could not be read. */
    UnreadableTally unreadable() {
        return unreadable;
    }

    /** Waits until the outcome of every send is known, which the publisher guarantees within bounded time. */
    private void settle() throws InterruptedException {
        synchronized (unsettled) {
            while (unsettled.get() > 0) {
                unsettled.wait();
            }
        }
        throwIfLost();
    }

    private void settled(@Nullable PublishException failure) {
        if (failure != null) {
            lost.compareAndSet(null, failure);
        }
        if (unsettled.decrementAndGet() == 0) {
            synchronized (unsettled) {
                unsettled.notifyAll();
            }
        }
    }

    private void throwIfLost() {
        PublishException failure = lost.get();
        if (failure != null) {
            throw failure;
        }
    }

    private void send(Object event) {
        if (ended) {
            throw new IllegalStateException("the sync " + syncId + " of " + scope + " has ended");
        }
        throwIfLost();
        InventoryEvent envelope = new InventoryEvent(
                scope.provider(),
                scope.account(),
                scope.region(),
                scope.resourceType(),
                syncId,
                ++sequence,
                observedAt,
                event);
        unsettled.incrementAndGet();
        try {
            publisher.publish(scope, envelope, this::settled);
        } catch (PublishException | CancellationException e) {
            unsettled.decrementAndGet();
            throw e;
        }
    }
}
