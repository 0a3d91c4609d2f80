package io.cartostream.topology.modelchange.preview;

import io.cartostream.avro.GraphChange;
import io.cartostream.avro.InventoryEvent;
import io.cartostream.avro.InventoryItem;
import io.cartostream.avro.ScopeStatus;
import io.cartostream.contract.Namespace;
import io.cartostream.contract.Scope;
import io.cartostream.contract.TopicName;
import io.cartostream.engine.EngineConfig;
import io.cartostream.engine.store.SortedStore;
import io.cartostream.models.fact.FactSource;
import io.cartostream.topology.avro.AvroChanges;
import io.cartostream.topology.avro.AvroEvents;
import io.cartostream.topology.inventory.InventoryReplay;
import io.cartostream.topology.inventory.TemporaryStore;
import io.cartostream.topology.inventory.TopicTable;
import io.cartostream.topology.registry.RegistryAccess;
import io.cartostream.topology.registry.UnreadableRecordException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * What models would make of the inventory, compared with the graph as it stands in graph-changes: the engine itself runs
 * over inventory-latest, in one thread and on a temporary store, and writes nowhere else. Sync metadata is left out.
 */
public final class ModelsPreview {

    private final Namespace namespace;
    private final Properties consumer;
    private final RegistryAccess registry;
    private final Duration patience;

    /**
     * A preview of one namespace's graph.
     *
     * @param consumer settings of a consumer, connection included
     */
    public ModelsPreview(Namespace namespace, Properties consumer, RegistryAccess registry, Duration patience) {
        this.namespace = namespace;
        this.consumer = consumer;
        this.registry = registry;
        this.patience = patience;
    }

    /**
     * What was found.
     *
     * @param resources so many were read
     * @param refused by reason, how many of them these models cannot read: what is known of these stays as it is
     * @param counts the changes
     */
    public record Result(long resources, SortedMap<String, Long> refused, ChangeCounts counts) {}

    /** Runs the engine with these models. */
    public Result run(FactSource models, EngineConfig config) {
        try (TemporaryStore items = new TemporaryStore();
                TemporaryStore engineStore = new TemporaryStore();
                TemporaryStore graphs = new TemporaryStore()) {
            TopicTable table = new TopicTable(consumer, patience, InstantSource.system());
            SortedStore statuses = engineStore.section("statuses");
            InventoryReplay.read((topic, store) -> table.readInto(namespace.topic(topic), store), items, statuses);
            table.readInto(namespace.topic(TopicName.GRAPH_CHANGES), graphs.section("before"));

            SortedMap<String, Long> refused = new TreeMap<>();
            SortedStore after = graphs.section("after");
            LocalEngine engine = new LocalEngine(
                    models,
                    config,
                    engineStore,
                    Clock.systemUTC(),
                    change -> after.put(change.key().text(), encode(AvroChanges.toAvro(change))),
                    letter -> refused.merge(letter.reason().name(), 1L, Long::sum));
            Deserializer<InventoryItem> itemReader = registry.deserializer();
            Deserializer<ScopeStatus> statusReader = registry.deserializer();
            long resources = new InventoryReplay(
                            items,
                            statuses,
                            value -> itemReader.deserialize(namespace.topic(TopicName.INVENTORY_LATEST), value),
                            value -> statusReader.deserialize(namespace.topic(TopicName.SCOPE_STATUS), value))
                    .tell(event -> engine.process(toEngine(event)));
            return new Result(resources, refused, compare(graphs.section("before"), after));
        }
    }

    private static io.cartostream.engine.event.InventoryEvent toEngine(InventoryEvent event) {
        try {
            return AvroEvents.toEngine(
                    new Scope(event.getProvider(), event.getAccount(), event.getRegion(), event.getResourceType()),
                    event);
        } catch (UnreadableRecordException e) {
            throw new IllegalStateException("an event of our own: " + event, e);
        }
    }

    private ChangeCounts compare(SortedStore before, SortedStore after) {
        ChangeCounts counts = new ChangeCounts();
        Deserializer<GraphChange> reader = registry.deserializer();
        String topic = namespace.topic(TopicName.GRAPH_CHANGES);
        before.scan("", null, (key, value) -> {
            GraphChange was = reader.deserialize(topic, value);
            if (!ChangeCounts.isDeletion(was) && isModelled(was)) {
                byte[] now = after.get(key);
                counts.compare(was, now == null ? null : decode(now));
            }
            return true;
        });
        after.scan("", null, (key, value) -> {
            byte[] was = before.get(key);
            GraphChange now = decode(value);
            if (isModelled(now) && (was == null || ChangeCounts.isDeletion(reader.deserialize(topic, was)))) {
                counts.compare(null, now);
            }
            return true;
        });
        return counts;
    }

    private static boolean isModelled(GraphChange change) {
        return !io.cartostream.engine.change.GraphChange.SYNC_METADATA_LABEL.equals(change.getLabel());
    }

    private static byte[] encode(GraphChange change) {
        try {
            ByteBuffer buffer = change.toByteBuffer();
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GraphChange decode(byte[] bytes) {
        try {
            return GraphChange.fromByteBuffer(ByteBuffer.wrap(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
