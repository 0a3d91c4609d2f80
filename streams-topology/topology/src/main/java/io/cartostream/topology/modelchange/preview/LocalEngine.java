package io.cartostream.topology.modelchange.preview;

import io.cartostream.contract.EntityKey;
import io.cartostream.contract.Scope;
import io.cartostream.engine.EngineConfig;
import io.cartostream.engine.change.GraphChange;
import io.cartostream.engine.change.Provenance;
import io.cartostream.engine.event.InventoryEvent;
import io.cartostream.engine.lookup.LookupStage;
import io.cartostream.engine.lookup.LookupStores;
import io.cartostream.engine.message.AssertionBody;
import io.cartostream.engine.message.LookupMessage;
import io.cartostream.engine.message.NodeMessage;
import io.cartostream.engine.node.NodeOutput;
import io.cartostream.engine.node.NodeStage;
import io.cartostream.engine.node.NodeStores;
import io.cartostream.engine.scope.Rejection;
import io.cartostream.engine.scope.ScopeOutput;
import io.cartostream.engine.scope.ScopeStage;
import io.cartostream.engine.scope.ScopeStatus;
import io.cartostream.engine.scope.ScopeStores;
import io.cartostream.models.fact.FactSource;
import io.cartostream.topology.inventory.TemporaryStore;
import io.cartostream.topology.stage.ChangeSize;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Runs the engine's three stages in one thread, without Kafka: one partition each, messages are delivered at once. */
final class LocalEngine {

    private static final int BUDGET = 1_000;

    private final Deque<Runnable> messages = new ArrayDeque<>();
    private final ScopeStage scopes;
    private final NodeStage nodes;
    private final LookupStage lookups;
    private final Consumer<GraphChange> changes;
    private final Consumer<Rejection> refused;

    /**
     * Creates an engine without state.
     *
     * @param changes receives every graph change
     * @param refused receives every payload that the models cannot read
     */
    LocalEngine(
            FactSource models,
            EngineConfig config,
            TemporaryStore store,
            Clock clock,
            Consumer<GraphChange> changes,
            Consumer<Rejection> refused) {
        this.changes = changes;
        this.refused = refused;
        Output output = new Output();
        scopes = new ScopeStage(
                models,
                config,
                new ScopeStores(store.section("a"), store.section("b"), store.section("c"), store.section("d")),
                output);
        nodes = new NodeStage(
                models,
                config,
                new NodeStores(store.section("e"), store.section("f"), store.section("g")),
                output,
                clock);
        lookups = new LookupStage(
                config, new LookupStores(store.section("h"), store.section("i"), store.section("j")), output::toNode);
    }

    /** Processes an event and everything that follows from it. */
    void process(InventoryEvent event) {
        scopes.process(event, event.observedAt());
        boolean more = true;
        while (more) {
            Runnable message = messages.poll();
            while (message != null) {
                message.run();
                message = messages.poll();
            }
            more = scopes.continueWork(BUDGET) | nodes.continueWork(BUDGET) | lookups.continueWork(BUDGET);
            more |= !messages.isEmpty();
        }
    }

    private final class Output implements ScopeOutput, NodeOutput {
        @Override
        public void toNode(String nodeKey, NodeMessage message) {
            messages.add(() -> nodes.process(nodeKey, message));
        }

        @Override
        public void toTarget(String nodeKey, NodeMessage message) {
            toNode(nodeKey, message);
        }

        @Override
        public void toLookup(String lookupKey, LookupMessage message) {
            messages.add(() -> lookups.process(lookupKey, message));
        }

        @Override
        public boolean accepts(AssertionBody encoded, Supplier<? extends GraphChange> state) {
            return ChangeSize.fits(encoded, state);
        }

        @Override
        public void change(GraphChange change) {
            changes.accept(change);
        }

        @Override
        public void deadLetter(Rejection letter) {
            refused.accept(letter);
        }

        @Override
        public void forget(EntityKey key) {
            throw new IllegalStateException("a preview forgets nothing: " + key);
        }

        @Override
        public void inventoryPut(Scope scope, String resourceId, String payload, Provenance provenance) {
            // the payload was read from there
        }

        @Override
        public void inventoryRemoved(Scope scope, String resourceId) {
            throw new IllegalStateException("a preview retracts nothing: " + resourceId);
        }

        @Override
        public void status(ScopeStatus status) {
            // a preview shows no scopes
        }
    }
}
