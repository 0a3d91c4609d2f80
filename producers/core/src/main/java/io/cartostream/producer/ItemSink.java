package io.cartostream.producer;

import java.time.Instant;

/**
 * Where a source puts what it reads of one scope. Used by one thread. Every method may throw an unchecked
 * {@link PublishException} or {@link java.util.concurrent.CancellationException}; a source lets them pass.
 */
public interface ItemSink {

    /** A request is about to be sent: what follows carries this instant as its time of observation. */
    void page(Instant requestedAt);

    /** A resource and its payload. */
    void item(RawResource item);

    /** A resource that exists but whose detail could not be read: its known facts are kept. */
    void unreadable(String id, ReadFailure failure);

    /** A resource that vanished while the scope was being read. */
    void gone(String id);
}
