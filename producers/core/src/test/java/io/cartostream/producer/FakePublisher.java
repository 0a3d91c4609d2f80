package io.cartostream.producer;

import io.cartostream.avro.InventoryEvent;
import io.cartostream.contract.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Keeps events in memory; fails those that {@link #failWhen} selects. */
public final class FakePublisher implements EventPublisher {

    private List<Scope> known = List.of();
    private final List<InventoryEvent> events = new ArrayList<>();
    private Predicate<InventoryEvent> failing = event -> false;
    private boolean everyone;

    /** Events that are lost from now on, and whether that concerns everyone. */
    public synchronized FakePublisher failWhen(Predicate<InventoryEvent> selected, boolean concernsEveryone) {
        failing = selected;
        everyone = concernsEveryone;
        return this;
    }

    /** The scopes that readers know from earlier syncs. */
    public synchronized FakePublisher knowing(Scope... scopes) {
        known = List.of(scopes);
        return this;
    }

    @Override
    public synchronized List<Scope> knownScopes(String provider, String account) {
        return known.stream()
                .filter(scope ->
                        scope.provider().equals(provider) && scope.account().equals(account))
                .toList();
    }

    /** What arrived, in order. */
    public synchronized List<InventoryEvent> events() {
        return List.copyOf(events);
    }

    /** What arrived of one scope, in order. */
    public List<InventoryEvent> events(Scope scope) {
        return events().stream()
                .filter(event -> event.getAccount().equals(scope.account())
                        && event.getProvider().equals(scope.provider())
                        && event.getRegion().equals(scope.region())
                        && event.getResourceType().equals(scope.resourceType()))
                .toList();
    }

    @Override
    public void publish(Scope scope, InventoryEvent event, Outcome outcome) {
        boolean lost;
        synchronized (this) {
            lost = failing.test(event);
            if (!lost) {
                events.add(event);
            }
        }
        outcome.sent(lost ? new PublishException("the fake lost an event of " + scope, everyone, null) : null);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
