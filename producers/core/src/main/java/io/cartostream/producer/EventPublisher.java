package io.cartostream.producer;

import io.cartostream.avro.InventoryEvent;
import io.cartostream.contract.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends events to inventory-raw, keyed by scope: events of one scope arrive in the order in which one thread published them.
 * Safe for use by many threads.
 */
public interface EventPublisher extends AutoCloseable {

    /** Receives the result of a send once, possibly on another thread. Must return quickly. */
    @FunctionalInterface
    interface Outcome {
        /** The event is durable if {@code failure} is null, else it may be lost. */
        void sent(@Nullable PublishException failure);
    }

    /**
     * Sends asynchronously; waits, within bounds, while the buffer is full.
     *
     * @throws PublishException if nothing can be sent now; {@code outcome} is not called then
     * @throws java.util.concurrent.CancellationException if the thread was interrupted; neither then
     */
    void publish(Scope scope, InventoryEvent event, Outcome outcome);

    /**
     * The scopes of an account that readers of the events know from earlier syncs, as far as they can be found: none if the
     * publisher cannot tell.
     */
    default List<Scope> knownScopes(String provider, String account) {
        return List.of();
    }

    /** Returns when the outcome of everything published so far is known. */
    void flush();

    @Override
    void close();
}
