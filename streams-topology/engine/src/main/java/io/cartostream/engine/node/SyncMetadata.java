package io.cartostream.engine.node;

import io.cartostream.contract.EntityKey;
import io.cartostream.engine.change.GraphChange.Deletion;
import io.cartostream.engine.change.GraphChange.NodeUpsert;
import io.cartostream.engine.change.GraphChange.Reason;
import io.cartostream.engine.codec.ByteReader;
import io.cartostream.engine.codec.ByteWriter;
import io.cartostream.engine.codec.CompositeKeys;
import io.cartostream.engine.message.NodeMessage.SyncFreshness;
import io.cartostream.engine.store.SortedStore;
import io.cartostream.models.fact.PropertyValue;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Maintains the nodes that record when an account's resource type was last completely synced. The time is that of the least
 * fresh scope which ever completed, in seconds. Emits at most one change per sync.
 */
final class SyncMetadata {
    private static final String STATE = "m";
    private static final String SCOPE = "f";
    private static final String FURTHER_LABEL = "SyncMetadata";

    private final SortedStore entities;
    private final DeletionIndex deletions;
    private final NodeOutput output;

    SyncMetadata(SortedStore entities, DeletionIndex deletions, NodeOutput output) {
        this.entities = entities;
        this.deletions = deletions;
        this.output = output;
    }

    static boolean owns(String entityKey) {
        return entityKey.startsWith(CompositeKeys.prefix(STATE));
    }

    void apply(String node, SyncFreshness message) {
        String scopeEntry = CompositeKeys.join(SCOPE, node, message.scopeKey());
        if (message.completedStart() != null) {
            byte[] start =
                    ByteWriter.versioned().signed(message.completedStart()).toBytes();
            entities.put(scopeEntry, start);
        } else {
            entities.delete(scopeEntry);
        }
        LeastFresh least = new LeastFresh();
        entities.scan(CompositeKeys.prefix(SCOPE, node), null, least);
        evaluate(node, least.start, message);
    }

    /** Finds the earliest start among the last complete syncs of a node's scopes. */
    private static final class LeastFresh implements SortedStore.Visitor {
        private long start = Long.MAX_VALUE;

        @Override
        public boolean visit(String key, byte[] value) {
            start = Math.min(start, ByteReader.versioned(value).signed());
            return true;
        }
    }

    private void evaluate(String node, long least, SyncFreshness message) {
        String key = CompositeKeys.join(STATE, node);
        MetadataState before = MetadataState.decode(entities.get(key));
        EntityKey.Node entity = EntityRef.parseNode(node);
        if (least == Long.MAX_VALUE) {
            if (before.present()) {
                output.change(new Deletion(entity, Reason.SCOPES_RETIRED, message.provenance()));
                entities.put(key, new MetadataState(false, 0, deletions.record(key)).encode());
            }
            return;
        }
        if (before.present() && Math.floorDiv(before.time(), 1000L) == Math.floorDiv(least, 1000L)) {
            return;
        }
        long firstSeen = before.present() ? before.firstSeen() : least;
        SortedMap<String, PropertyValue> properties = new TreeMap<>();
        properties.put("grouptype", new PropertyValue.Text(message.record().groupType()));
        properties.put("groupid", new PropertyValue.Text(message.record().groupId()));
        properties.put("syncedtype", new PropertyValue.Text(message.record().syncedType()));
        output.change(new NodeUpsert(
                entity, List.of(entity.label(), FURTHER_LABEL), properties, firstSeen, least, message.provenance()));
        entities.put(key, new MetadataState(true, firstSeen, least).encode());
    }

    /** Forgets a deletion, unless the node has returned since. */
    void forget(String key, long deletedAt) {
        MetadataState state = MetadataState.decode(entities.get(key));
        if (!state.present() && state.time() == deletedAt) {
            entities.delete(key);
            output.forget(EntityRef.parseNode(CompositeKeys.split(key).get(1)));
        }
    }

    /** The time is that of the emitted state or, if the node is absent, the clock time of its deletion. */
    private record MetadataState(boolean present, long firstSeen, long time) {
        byte[] encode() {
            return ByteWriter.versioned()
                    .flag(present)
                    .signed(firstSeen)
                    .signed(time)
                    .toBytes();
        }

        static MetadataState decode(byte @Nullable [] encoded) {
            if (encoded == null) {
                return new MetadataState(false, 0, Long.MIN_VALUE);
            }
            ByteReader reader = ByteReader.versioned(encoded);
            return new MetadataState(reader.flag(), reader.signed(), reader.signed());
        }
    }
}
