package io.cartostream.producer.sync;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cartostream.avro.FailureReason;
import io.cartostream.contract.Scope;
import io.cartostream.producer.EventPublisher;
import io.cartostream.producer.InventorySource;
import io.cartostream.producer.ItemSink;
import io.cartostream.producer.PublishException;
import io.cartostream.producer.RawResource;
import io.cartostream.producer.ReadFailure;
import io.cartostream.producer.SourceException;
import io.cartostream.producer.catalogue.ResourceType;
import io.cartostream.producer.sync.ScopeResult.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads one scope from a source into a session and turns every end into a result. */
final class ScopeSync implements ItemSink {

    private static final Logger LOG = LoggerFactory.getLogger(ScopeSync.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Scope scope;
    private final ResourceType type;
    private final SyncOptions options;
    private final RunState state;
    private final String syncId;
    private final Instant startedAt;
    private final SyncSession session;

    private ScopeSync(
            Scope scope,
            ResourceType type,
            SyncOptions options,
            RunState state,
            EventPublisher publisher,
            Optional<Instant> recordedAt) {
        this.scope = scope;
        this.type = type;
        this.options = options;
        this.state = state;
        this.syncId = options.syncIds().get();
        this.startedAt = options.clock().instant();
        this.session = SyncSession.start(scope, syncId, publisher, recordedAt.orElse(startedAt));
    }

    static ScopeResult run(
            InventorySource source,
            Scope scope,
            ResourceType type,
            SyncOptions options,
            RunState state,
            EventPublisher publisher) {
        if (state.stopped()) {
            return notStarted(scope, state);
        }
        options.listener().scopeStarted(scope);
        ScopeSync sync;
        try {
            Optional<ReadFailure> unavailable = unavailable(source, scope, state);
            if (unavailable.isPresent()) {
                return ScopeResult.ofNone(scope, State.SKIPPED, unavailable.get());
            }
            sync = new ScopeSync(scope, type, options, state, publisher, source.recordedAt(scope));
        } catch (PublishException e) {
            state.publishFailed(e);
            return ScopeResult.ofNone(scope, State.FAILED, publishFailure(e));
        } catch (InterruptedException | CancellationException e) {
            return notStarted(scope, state);
        }
        return sync.read(source);
    }

    private static Optional<ReadFailure> unavailable(InventorySource source, Scope scope, RunState state)
            throws InterruptedException {
        state.enter();
        try {
            return source.unavailable(scope);
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            LOG.error("cannot determine whether {} is for its account to read: an error of the program", scope, e);
            return Optional.empty(); // reading it will show
        } finally {
            state.leave();
        }
    }

    private static ScopeResult notStarted(Scope scope, RunState state) {
        String problem = state.publishProblem();
        boolean cancelled = problem == null;
        ReadFailure failure = cancelled
                ? ReadFailure.of(FailureReason.CANCELLED, "not started: the run was stopped")
                : ReadFailure.of(FailureReason.OTHER, "not started: nothing more can be sent to Kafka");
        return ScopeResult.ofNone(scope, cancelled ? State.CANCELLED : State.FAILED, failure);
    }

    private ScopeResult read(InventorySource source) {
        ReadFailure failure;
        State end;
        try {
            state.enter();
            try {
                source.read(scope, this);
            } finally {
                state.leave();
            }
            return complete();
        } catch (SourceException e) {
            failure = e.failure();
            end = State.FAILED;
        } catch (PublishException e) {
            state.publishFailed(e);
            return result(State.FAILED, publishFailure(e));
        } catch (InterruptedException | CancellationException e) {
            boolean cancelled = state.publishProblem() == null;
            failure = cancelled
                    ? ReadFailure.of(FailureReason.CANCELLED, "the run was stopped")
                    : ReadFailure.of(FailureReason.OTHER, "not read to its end: nothing more can be sent to Kafka");
            end = cancelled ? State.CANCELLED : State.FAILED;
        } catch (RuntimeException
                | LinkageError e) { // modules of one SDK, but of several versions, may not fit together
            LOG.error("reading {} ended in an error of the program", scope, e);
            failure = new ReadFailure(FailureReason.OTHER, type.operationName(), null, "error of the program: " + e);
            end = State.FAILED;
        }
        return fail(failure, end);
    }

    private ScopeResult complete() throws InterruptedException {
        SyncOptions.Filter filter = options.filter();
        if (filter != null) {
            session.partial(filter.text());
            return result(State.PARTIAL, session.unreadable().last());
        }
        session.complete();
        return result(State.COMPLETED, session.unreadable().last());
    }

    private ScopeResult fail(ReadFailure failure, State end) {
        try {
            session.fail(failure);
        } catch (PublishException e) {
            state.publishFailed(e);
            LOG.debug("the failure of {} could not be sent", scope, e);
        } catch (CancellationException e) {
            LOG.debug("the end of {} could not be sent", scope, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return result(end, failure);
    }

    private static ReadFailure publishFailure(PublishException e) {
        String message = e.getMessage();
        return ReadFailure.of(FailureReason.OTHER, message == null ? e.toString() : message);
    }

    private ScopeResult result(State end, @Nullable ReadFailure failure) {
        Duration elapsed = Duration.between(startedAt, options.clock().instant());
        return new ScopeResult(
                scope,
                syncId,
                end,
                session.items(),
                session.unreadable().total(),
                session.unreadable().kinds(),
                failure,
                elapsed);
    }

    @Override
    public void page(Instant requestedAt) {
        state.throwIfStopped();
        session.observedAt(requestedAt);
        options.listener().pageRead(scope, session.items());
    }

    @Override
    public void item(RawResource item) {
        state.throwIfStopped();
        SyncOptions.Filter filter = options.filter();
        if (filter != null && !filter.test().test(item)) {
            return;
        }
        options.redactor().apply(type, item.payload());
        try {
            session.observed(item.id(), JSON.writeValueAsString(item.payload()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree cannot be written", e);
        }
    }

    @Override
    public void unreadable(String id, ReadFailure failure) {
        state.throwIfStopped();
        session.unreadable(id, failure);
    }

    @Override
    public void gone(String id) {
        state.throwIfStopped();
        session.removed(id);
    }
}
