package io.cartostream.topology.modelchange.preview;

import io.cartostream.avro.GraphChange;
import io.cartostream.avro.Operation;
import io.cartostream.engine.codec.ByteContent;
import io.cartostream.engine.codec.ContentDigest;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts the entities that differ between two graphs, by label and relationship type. For one thread. */
public final class ChangeCounts {

    private static final String ROW = "%-58s %10s %10s %10s%n";

    private final SortedMap<String, KindCounts> byKind = new TreeMap<>();

    private static final class KindCounts {
        private long created;
        private long changed;
        private long deleted;
    }

    /** Compares one entity. Null means that the entity is missing from that graph. */
    void compare(@Nullable GraphChange before, @Nullable GraphChange after) {
        if (before == null && after != null) {
            count(after).created++;
        } else if (before != null && after == null) {
            count(before).deleted++;
        } else if (before != null && after != null && !stateOf(before).equals(stateOf(after))) {
            count(after).changed++;
        }
    }

    private KindCounts count(GraphChange entity) {
        return byKind.computeIfAbsent(kindOf(entity), kind -> new KindCounts());
    }

    private static String kindOf(GraphChange entity) {
        return isNode(entity) ? "node " + entity.getLabel() : "relationship " + entity.getType();
    }

    private static boolean isNode(GraphChange entity) {
        return entity.getOperation() == Operation.NODE_UPSERT || entity.getOperation() == Operation.NODE_DELETE;
    }

    public static boolean isDeletion(GraphChange change) {
        return change.getOperation() == Operation.NODE_DELETE || change.getOperation() == Operation.RELATIONSHIP_DELETE;
    }

    /** Returns the labels and modelled properties, without the sync metadata. */
    private static ByteContent stateOf(GraphChange change) {
        SortedMap<String, Object> properties = new TreeMap<>(change.getProperties());
        properties.remove("firstseen");
        properties.remove("lastupdated");
        return ContentDigest.of(change.getLabels() + " " + properties);
    }

    public long total() {
        return byKind.values().stream()
                .mapToLong(count -> count.created + count.changed + count.deleted)
                .sum();
    }

    /** Returns a table with one line for each label or type that differs, and a total. */
    public String table() {
        StringBuilder table = new StringBuilder(ROW.formatted("", "new", "changed", "deleted"));
        KindCounts all = new KindCounts();
        byKind.forEach((kind, count) -> {
            append(table, kind, count);
            all.created += count.created;
            all.changed += count.changed;
            all.deleted += count.deleted;
        });
        append(table, "total", all);
        return table.toString();
    }

    private static void append(StringBuilder table, String kind, KindCounts count) {
        table.append(String.format(Locale.ROOT, ROW, kind, count.created, count.changed, count.deleted));
    }
}
