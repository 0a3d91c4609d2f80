package io.cartostream.bench;

import io.cartostream.avro.InventoryEvent;
import io.cartostream.contract.Scope;
import io.cartostream.producer.EventPublisher;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the events that it passes on. */
final class CountingPublisher implements EventPublisher {

    private final EventPublisher publisher;
    private final AtomicLong published = new AtomicLong();

    CountingPublisher(EventPublisher publisher) {
        this.publisher = publisher;
    }

    long published() {
        return published.get();
    }

    @Override
    public void publish(Scope scope, InventoryEvent event, Outcome outcome) {
        published.incrementAndGet();
        publisher.publish(scope, event, outcome);
    }

    @Override
    public void flush() {
        publisher.flush();
    }

    @Override
    public void close() {
        publisher.close();
    }
}
