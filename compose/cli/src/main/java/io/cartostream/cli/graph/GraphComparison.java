package io.cartostream.cli.graph;

import io.cartostream.cli.graph.EntityDifference.Kind;
import io.cartostream.contract.EntityKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Folds the topic and compares it with the graph while both change. A difference is checked again after the sink has written the
 * newest records; an entity that changed even after that is left out and counted. Memory holds one bucket of entities at a time,
 * and {@link #KEPT} differences.
 */
final class GraphComparison {
    /** Number of differences that are kept; further ones are only counted. */
    static final int KEPT = 200_000;

    private final TopicLog topic;
    private final GraphScan scan;
    private final StateHash hash;
    private final Consumer<Map<Integer, Long>> sink;
    private final Predicate<ComparisonGroup.Name> wanted;
    private final Map<ComparisonGroup.Name, ComparisonGroup> groups = new TreeMap<>();
    private final Set<String> labels = new TreeSet<>();
    private final Set<String> accounts = new TreeSet<>();
    private final List<EntityDifference> differences = new ArrayList<>();
    private long dropped;
    private long moving;

    /** The states of one entity on both sides. */
    private static final class Sides {
        private @Nullable EntitySnapshot topic;
        private @Nullable EntitySnapshot graph;
        private int inGraph;

        void add(EntitySnapshot snapshot) {
            if (snapshot.side() == EntitySnapshot.Side.TOPIC) {
                topic = snapshot;
            } else {
                graph = snapshot;
                inGraph++;
            }
        }
    }

    /**
     * @param sink returns when the sink has written these offsets
     * @param wanted chooses the groups that are compared
     */
    GraphComparison(
            TopicLog topic,
            GraphScan scan,
            StateHash hash,
            Consumer<Map<Integer, Long>> sink,
            Predicate<ComparisonGroup.Name> wanted) {
        this.topic = topic;
        this.scan = scan;
        this.hash = hash;
        this.sink = sink;
        this.wanted = wanted;
    }

    /** Runs the comparison. Call once. */
    void run() {
        try (SpillFiles spill = new SpillFiles()) {
            topic.readOn(spill::add);
            sink.accept(topic.last());
            scan.all(spill::add);
            topic.readOn(spill::add);
            sink.accept(topic.last());
            for (int bucket = 0; bucket < SpillFiles.BUCKETS; bucket++) {
                compare(spill, bucket);
            }
        }
        leaveOutWhatChanged();
    }

    private void compare(SpillFiles spill, int bucket) {
        Map<String, Sides> entities = new HashMap<>();
        spill.read(bucket, snapshot -> entities.computeIfAbsent(snapshot.key(), any -> new Sides())
                .add(snapshot));
        List<String> doubtful = new ArrayList<>();
        entities.forEach((key, sides) -> {
            if (kind(sides) != null) {
                doubtful.add(key);
                sides.graph = null;
                sides.inGraph = 0;
            }
        });
        scan.of(doubtful, snapshot -> entities.computeIfAbsent(snapshot.key(), any -> new Sides())
                .add(snapshot));
        entities.forEach(this::count);
    }

    private static @Nullable Kind kind(Sides sides) {
        EntitySnapshot topic = sides.topic;
        EntitySnapshot graph = sides.graph;
        boolean expected = topic != null && topic.present();
        boolean present = graph != null && graph.present();
        if (topic != null && topic.state() == EntitySnapshot.State.UNWRITABLE) {
            return Kind.UNWRITABLE;
        }
        if (topic == null || !expected || graph == null || !present) {
            return expected ? Kind.MISSING : present ? Kind.SURPLUS : graph == null ? null : Kind.LEFTOVER;
        }
        return sides.inGraph > 1 ? Kind.DUPLICATE : topic.hash() == graph.hash() ? null : Kind.DIFFERENT;
    }

    private void count(String key, Sides sides) {
        EntitySnapshot record = sides.topic;
        EntitySnapshot graph = sides.graph;
        ComparisonGroup.Name name = name(key, record);
        Kind kind = kind(sides);
        boolean expected = record != null && record.present();
        boolean present = graph != null && graph.present();
        if (!expected && !present && kind == null) {
            return;
        }
        labels.add(name.label());
        accounts.add(name.account());
        if (!wanted.test(name)) {
            return;
        }
        long inTopic = record != null && expected ? hash.contribution(key, record.hash()) : 0;
        long inGraph = graph != null && present ? hash.contribution(key, graph.hash()) : 0;
        ComparisonGroup group = groups.computeIfAbsent(name, ComparisonGroup::new);
        group.topic(expected ? 1 : 0, inTopic);
        group.graph(present ? sides.inGraph : 0, inGraph);
        if (kind == null) {
            return;
        }
        group.differs(1);
        if (differences.size() >= KEPT) {
            dropped++;
            return;
        }
        differences.add(new EntityDifference(
                kind,
                key,
                group,
                record == null ? -1 : record.partition(),
                record == null ? -1 : record.offset(),
                record == null ? EntitySnapshot.State.FORGOTTEN : record.state(),
                record == null ? 0 : record.hash(),
                inTopic,
                inGraph));
    }

    private static ComparisonGroup.Name name(String key, @Nullable EntitySnapshot record) {
        String account = record == null || record.account().isEmpty() ? "?" : record.account();
        return EntityKey.parse(key) instanceof EntityKey.Relationship relationship
                ? new ComparisonGroup.Name(false, relationship.type(), account)
                : new ComparisonGroup.Name(true, ((EntityKey.Node) EntityKey.parse(key)).label(), account);
    }

    /** Drops differences of entities that the topology changed after the last read of the graph: they prove nothing. */
    private void leaveOutWhatChanged() {
        Set<String> suspects = new HashSet<>();
        differences.forEach(difference -> suspects.add(difference.key()));
        Set<String> changed = new HashSet<>();
        topic.readOn(snapshot -> {
            if (suspects.contains(snapshot.key())) {
                changed.add(snapshot.key());
            }
        });
        differences.removeIf(difference -> {
            boolean leave = changed.contains(difference.key());
            if (leave) {
                moving++;
                ComparisonGroup group = difference.group();
                group.differs(-1);
                group.topic(difference.topic() == 0 ? 0 : -1, -difference.topic());
                group.graph(difference.graph() == 0 ? 0 : -1, -difference.graph());
            }
            return leave;
        });
    }

    /** All labels and relationship types of both sides, whether they are compared or not. */
    Set<String> labels() {
        return Set.copyOf(labels);
    }

    /** All accounts of both sides, whether they are compared or not. */
    Set<String> accounts() {
        return Set.copyOf(accounts);
    }

    /** The compared groups by kind, label or type, and account. */
    List<ComparisonGroup> groups() {
        return List.copyOf(groups.values());
    }

    /** The differences that are kept. */
    List<EntityDifference> differences() {
        return List.copyOf(differences);
    }

    /** Number of differences, including those that are not kept. */
    long count() {
        return differences.size() + dropped;
    }

    /** Number of entities left out because the topology changed them during the comparison. */
    long moving() {
        return moving;
    }
}
