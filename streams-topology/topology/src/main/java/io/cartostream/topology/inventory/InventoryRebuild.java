package io.cartostream.topology.inventory;

import io.cartostream.avro.InventoryEvent;
import io.cartostream.avro.InventoryItem;
import io.cartostream.avro.ScopeStatus;
import io.cartostream.contract.Namespace;
import io.cartostream.contract.Scope;
import io.cartostream.contract.TopicName;
import io.cartostream.topology.registry.RegistryAccess;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends the whole inventory of one namespace to inventory-raw of another (or of the same, after its state and graph were
 * deleted), as the syncs and observations that it came from, with their original times: an application without state makes
 * the same inventory and graph of it. What the application hears from elsewhere meanwhile takes its place by its time.
 */
public final class InventoryRebuild {

    private final Namespace from;
    private final Namespace into;
    private final Properties consumer;
    private final Properties producer;
    private final RegistryAccess registry;
    private final Duration patience;

    /**
     * A rebuild that is yet to be run.
     *
     * @param consumer settings of a consumer, connection included
     * @param producer settings of a producer, connection included
     */
    public InventoryRebuild(
            Namespace from,
            Namespace into,
            Properties consumer,
            Properties producer,
            RegistryAccess registry,
            Duration patience) {
        this.from = from;
        this.into = into;
        this.consumer = consumer;
        this.producer = new Properties();
        this.producer.putAll(producer);
        this.producer.put("acks", "all");
        this.producer.put("enable.idempotence", "true");
        this.producer.putIfAbsent("compression.type", "lz4");
        this.producer.putIfAbsent("linger.ms", 20);
        this.registry = registry;
        this.patience = patience;
    }

    /** Whether there is a graph already. */
    public boolean hasGraph() {
        return !new TopicTable(consumer, patience, InstantSource.system()).isEmpty(into.topic(TopicName.GRAPH_CHANGES));
    }

    /**
     * Sends everything; returns how many resources that was.
     *
     * @throws KafkaException if anything could not be read or sent
     */
    public long run() {
        try (TemporaryStore items = new TemporaryStore();
                TemporaryStore statuses = new TemporaryStore()) {
            TopicTable table = new TopicTable(consumer, patience, InstantSource.system());
            InventoryReplay.read((topic, store) -> table.readInto(from.topic(topic), store), items, statuses);
            Deserializer<InventoryItem> itemReader = registry.deserializer();
            Deserializer<ScopeStatus> statusReader = registry.deserializer();
            InventoryReplay inventory = new InventoryReplay(
                    items,
                    statuses,
                    value -> itemReader.deserialize(from.topic(TopicName.INVENTORY_LATEST), value),
                    value -> statusReader.deserialize(from.topic(TopicName.SCOPE_STATUS), value));
            return send(inventory);
        }
    }

    private long send(InventoryReplay inventory) {
        String topic = into.topic(TopicName.INVENTORY_RAW);
        Serializer<InventoryEvent> values = registry.serializer();
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        try (KafkaProducer<String, InventoryEvent> sender =
                new KafkaProducer<>(producer, new StringSerializer(), values)) {
            long resources = inventory.tell(event -> {
                Exception failed = failure.get();
                if (failed != null) {
                    throw new KafkaException(topic + " does not take the inventory: " + failed.getMessage(), failed);
                }
                sender.send(new ProducerRecord<>(topic, keyOf(event), event), (metadata, problem) -> {
                    if (problem != null) {
                        failure.compareAndSet(null, problem);
                    }
                });
            });
            sender.flush();
            Exception failed = failure.get();
            if (failed != null) {
                throw new KafkaException(topic + " does not take the inventory: " + failed.getMessage(), failed);
            }
            return resources;
        }
    }

    private static String keyOf(InventoryEvent event) {
        return new Scope(event.getProvider(), event.getAccount(), event.getRegion(), event.getResourceType()).key();
    }
}
