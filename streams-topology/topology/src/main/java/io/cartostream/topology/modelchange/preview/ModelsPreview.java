package io.cartostream.topology.modelchange.preview;

import static io.cartostream.engine.change.GraphChange.SYNC_METADATA_LABEL;

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
import io.cartostream.runtime.registry.RegistryAccess;
import io.cartostream.runtime.registry.UnreadableRecordException;
import io.cartostream.topology.avro.AvroChanges;
import io.cartostream.topology.avro.AvroEvents;
import io.cartostream.topology.inventory.InventoryReplay;
import io.cartostream.topology.inventory.TemporaryStore;
import io.cartostream.topology.inventory.TopicTable;
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
 * Compares the graph that models would build from the inventory with the graph in graph-changes. The engine runs over
 * inventory-latest in one thread, on a temporary store, and writes nowhere else. Sync metadata is ignored.
 */
public final class ModelsPreview {

    private final Namespace namespace;
    private final Properties consumer;
    private final RegistryAccess registry;
    private final Duration patience;

    /**
     * Creates a preview of one namespace's graph.
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
     * The result of a preview.
     *
     * @param resources number of resources read
     * @param refused number of resources that these models cannot read, by reason; their facts are kept
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
                    .replay(event -> process(engine, event));
            return new Result(resources, refused, compare(graphs.section("before"), after));
        }
    }

    private static void process(LocalEngine engine, InventoryEvent event) {
        Scope scope = new Scope(event.getProvider(), event.getAccount(), event.getRegion(), event.getResourceType());
        try {
            engine.process(AvroEvents.toEngine(scope, event));
        } catch (UnreadableRecordException e) {
            throw new IllegalStateException("an event from the inventory is invalid: " + event, e);
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
        return !SYNC_METADATA_LABEL.equals(change.getLabel());
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
