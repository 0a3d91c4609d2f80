package io.cartostream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.contract.EntityKey;
import io.cartostream.engine.change.GraphChange;
import io.cartostream.engine.change.GraphChange.NodeUpsert;
import io.cartostream.engine.change.GraphChange.RelationshipUpsert;
import io.cartostream.engine.scope.ScopeStatus;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Checks the invariants of a simulator at rest. */
final class ConvergenceChecks {
    private ConvergenceChecks() {}

    static void converged(EngineSimulator simulator, Oracle oracle) {
        SortedMap<String, Oracle.Entity> graph = new TreeMap<>();
        SortedMap<String, Long> freshness = new TreeMap<>();
        simulator.graph().forEach((key, change) -> {
            if (isSyncMetadata(change)) {
                freshness.put(key, Math.floorDiv(((NodeUpsert) change).lastUpdated(), 1000L));
            } else {
                graph.put(key, state(change));
            }
        });
        assertThat(simulator.inventory).as("inventory-latest").isEqualTo(oracle.inventory());
        assertThat(graph).as("graph").isEqualTo(oracle.graph());
        assertThat(freshness).as("sync metadata").isEqualTo(oracle.freshness());
        oracle.scopes().forEach((key, scope) -> {
            ScopeStatus status = simulator.statuses.get(key);
            assertThat(status == null ? null : status.heldSyncId())
                    .as("held in %s", key)
                    .isEqualTo(scope.heldId());
        });
    }

    static void minimal(List<GraphChange> changes) {
        Map<String, Oracle.@Nullable Entity> last = new HashMap<>();
        for (GraphChange change : changes) {
            String key = change.key().text();
            if (isSyncMetadata(change)) {
                continue;
            }
            Oracle.@Nullable Entity state = change instanceof GraphChange.Deletion ? null : state(change);
            assertThat(state)
                    .as("a change of %s differs from the one before", key)
                    .isNotEqualTo(last.get(key));
            last.put(key, state);
        }
    }

    /** Checks that no entity leaves a trace once nothing is asserted and all deletions are forgotten. */
    static void nothingKept(EngineSimulator simulator) {
        SortedMap<String, Integer> entries = simulator.storeEntries();
        assertThat(entries)
                .as("entries of stores")
                .containsEntry("resources", 0)
                .containsEntry("contributions", 0)
                .containsEntry("entities", 0)
                .containsEntry("carriers", 0)
                .containsEntry("demands", 0)
                .containsEntry("lookup-work", 0);
        Set<String> deleted = new TreeSet<>();
        simulator.changes.forEach(change -> deleted.add(change.key().text()));
        Set<String> forgotten = new TreeSet<>();
        simulator.forgotten.forEach(key -> forgotten.add(key.text()));
        assertThat(forgotten).as("entities whose tombstones were written").isEqualTo(deleted);
    }

    static void withoutDanglingEnds(EngineSimulator simulator) {
        SortedMap<String, GraphChange> graph = simulator.graph();
        graph.values().forEach(change -> {
            if (change.key() instanceof EntityKey.Relationship relationship) {
                assertThat(graph)
                        .containsKeys(
                                relationship.from().text(), relationship.to().text());
            }
        });
    }

    /**
     * Checks that no entity left the graph and returned. Exempt are relationships found by a property of which an end changed
     * itself: where two values lead to one pair, one value may be withdrawn before the other is asserted.
     */
    static void nothingReturned(List<GraphChange> changes) {
        Set<String> changed = new HashSet<>();
        changes.forEach(change -> changed.add(change.key().text()));
        Set<String> left = new HashSet<>();
        for (GraphChange change : changes) {
            String key = change.key().text();
            if (change instanceof GraphChange.Deletion) {
                left.add(key);
            } else if (!(change.key() instanceof EntityKey.Relationship found)
                    || !isFound(change)
                    || !changed.contains(found.from().text())
                            && !changed.contains(found.to().text())) {
                assertThat(left).as("what left the graph and returned").doesNotContain(key);
            }
        }
    }

    /** Returns whether an end of the relationship may be found by a property, so that it may move between two values. */
    static boolean isFound(GraphChange change) {
        return change.key() instanceof EntityKey.Relationship relationship
                && !Set.of("HAS", "IN", "REGION").contains(relationship.type());
    }

    static boolean isSyncMetadata(GraphChange change) {
        return change.key() instanceof EntityKey.Node node && node.label().equals(GraphChange.SYNC_METADATA_LABEL);
    }

    private static Oracle.Entity state(GraphChange change) {
        if (change instanceof NodeUpsert node) {
            assertThat(node.labels().get(0)).isEqualTo(node.key().label());
            return new Oracle.Entity(new TreeSet<>(node.labels()), node.properties());
        }
        return new Oracle.Entity(new TreeSet<>(), ((RelationshipUpsert) change).properties());
    }
}
