package io.cartostream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.contract.EntityKey;
import io.cartostream.engine.change.GraphChange;
import io.cartostream.engine.change.GraphChange.NodeUpsert;
import io.cartostream.engine.change.GraphChange.RelationshipUpsert;
import io.cartostream.engine.change.Provenance;
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
        SortedMap<String, Oracle.Entity> syncRecords = new TreeMap<>();
        simulator.graph().forEach((key, change) -> {
            if (isSyncMetadata(change)) {
                freshness.put(key, Math.floorDiv(((NodeUpsert) change).lastUpdated(), 1000L));
                syncRecords.put(key, state(change));
            } else {
                graph.put(key, state(change));
            }
        });
        assertThat(simulator.inventory).as("inventory-latest").isEqualTo(oracle.inventory());
        assertThat(graph).as("graph").isEqualTo(oracle.graph());
        assertThat(freshness).as("sync metadata").isEqualTo(oracle.freshness());
        assertThat(syncRecords).as("sync records").isEqualTo(oracle.syncRecords());
        SortedMap<String, ScopeStatus> reported = new TreeMap<>();
        SortedMap<String, ScopeStatus> current = new TreeMap<>();
        Set<String> refused = new TreeSet<>();
        oracle.scopes().forEach((key, scope) -> {
            if (scope.reported != null) {
                reported.put(key, scope.reported);
            }
            current.put(key, scope.status());
            refused.addAll(scope.refused);
        });
        assertThat(simulator.statuses).as("statuses as reported").isEqualTo(reported);
        assertThat(simulator.currentStatuses()).as("statuses of this moment").isEqualTo(current);
        assertThat(simulator.deadLetters)
                .as("dead letters")
                .extracting(letter -> letter.subject() + " " + letter.reason())
                .containsAll(refused);
    }

    /**
     * Checks what depends on the order in which scopes are interleaved, and therefore has no counterpart in the oracle: while an
     * entity is in the graph, it keeps the time when it appeared, and the time of its last change never goes back; a change
     * names an event that occurred; and a deletion names the reason that applies.
     */
    static void dated(EngineSimulator simulator, Oracle oracle) {
        Map<String, Dates> present = new HashMap<>();
        Set<Provenance> known = new HashSet<>();
        for (GraphChange change : simulator.changes) {
            String key = change.key().text();
            if (known.add(change.provenance())) {
                assertThat(change.provenance()).as("the cause of %s", change).matches(oracle::mayCause);
            }
            if (change instanceof GraphChange.Deletion deletion) {
                assertThat(present.remove(key)).as("what %s deletes", deletion).isNotNull();
                assertReason(deletion, present.keySet());
            } else {
                assertDates(change, present.get(key));
                present.put(key, Dates.of(change));
            }
        }
    }

    private static void assertDates(GraphChange change, @Nullable Dates before) {
        long time = change.provenance().effectiveTime();
        Dates expected = before == null
                ? new Dates(time, time)
                : new Dates(before.firstSeen(), Math.max(before.lastUpdated(), time));
        if (isSyncMetadata(change)) { // dated by the start of a sync
            long completed = Dates.of(change).lastUpdated();
            expected = new Dates(before == null ? completed : before.firstSeen(), completed);
        }
        assertThat(Dates.of(change)).as("dates of %s", change).isEqualTo(expected);
    }

    private static void assertReason(GraphChange.Deletion deletion, Set<String> present) {
        if (deletion.key() instanceof EntityKey.Relationship relationship) {
            boolean ended = deletion.reason() == GraphChange.Reason.END_GONE;
            assertThat(deletion.reason()).isIn(GraphChange.Reason.END_GONE, GraphChange.Reason.WITHDRAWN);
            assertThat(ended && present.contains(relationship.to().text()))
                    .as("%s although the end is in the graph", deletion)
                    .isFalse();
        } else {
            assertThat(deletion.reason())
                    .isEqualTo(
                            isSyncMetadata(deletion)
                                    ? GraphChange.Reason.SCOPES_RETIRED
                                    : GraphChange.Reason.LAST_CONTRIBUTOR_GONE);
        }
    }

    private record Dates(long firstSeen, long lastUpdated) {
        static Dates of(GraphChange change) {
            return change instanceof NodeUpsert node
                    ? new Dates(node.firstSeen(), node.lastUpdated())
                    : new Dates(((RelationshipUpsert) change).firstSeen(), ((RelationshipUpsert) change).lastUpdated());
        }
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
