package io.cartostream.topology.inventory;

import io.cartostream.avro.InventoryEvent;
import io.cartostream.avro.InventoryItem;
import io.cartostream.avro.ScopeStatus;
import io.cartostream.contract.Namespace;
import io.cartostream.contract.Scope;
import io.cartostream.contract.TopicName;
import io.cartostream.runtime.config.RuntimeConfig;
import io.cartostream.runtime.registry.RegistryAccess;
import io.cartostream.runtime.run.FailurePolicy;
import io.cartostream.runtime.run.StreamsSettings;
import io.cartostream.runtime.start.FatalStartException;
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
 * Sends the whole inventory of one namespace to inventory-raw of another one (or of the same one, after its state and graph were
 * deleted). The events are the syncs and observations that produced the inventory, with their original times, so that an
 * application without state builds the same inventory and graph. Events from other sources may arrive at the same time: the
 * application orders them by their times.
 */
public final class InventoryRebuild {

    private final Namespace from;
    private final Namespace into;
    private final Properties consumer;
    private final Properties producer;
    private final RegistryAccess registry;
    private final Duration patience;

    private InventoryRebuild(
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

    /**
     * Creates a rebuild of the inventory of another namespace into the namespace of these settings.
     *
     * @param from the namespace whose inventory is read
     */
    public static InventoryRebuild of(RuntimeConfig config, Namespace from) {
        return new InventoryRebuild(
                from,
                config.namespace(),
                StreamsSettings.consumer(config),
                StreamsSettings.producer(config),
                new RegistryAccess(config),
                config.startTimeout());
    }

    /**
     * Sends the whole inventory and returns the number of its resources.
     *
     * @throws FatalStartException if the target namespace has a graph already, or if a record cannot be read or sent
     */
    public long run() {
        try {
            if (hasGraph()) {
                throw new FatalStartException(into.topic(TopicName.GRAPH_CHANGES)
                        + " is not empty: rebuild into a new namespace (`cartostream deploy`), or first stop all instances and"
                        + " delete the graph, the state and the changelogs of this one");
            }
            return send();
        } catch (KafkaException e) {
            throw new FatalStartException(
                    "cannot rebuild at " + consumer.get("bootstrap.servers") + ": " + FailurePolicy.lineOf(e), e);
        }
    }

    private boolean hasGraph() {
        return !new TopicTable(consumer, patience, InstantSource.system()).isEmpty(into.topic(TopicName.GRAPH_CHANGES));
    }

    private long send() {
        try (TemporaryStore items = new TemporaryStore();
                TemporaryStore statuses = new TemporaryStore()) {
            TopicTable table = new TopicTable(consumer, patience, InstantSource.system());
            InventoryReplay.read((topic, store) -> table.readInto(from.topic(topic), store), items, statuses);
            Deserializer<InventoryItem> itemReader = registry.deserializer();
            Deserializer<ScopeStatus> statusReader = registry.deserializer();
            return send(new InventoryReplay(
                    items,
                    statuses,
                    value -> itemReader.deserialize(from.topic(TopicName.INVENTORY_LATEST), value),
                    value -> statusReader.deserialize(from.topic(TopicName.SCOPE_STATUS), value)));
        }
    }

    private long send(InventoryReplay inventory) {
        String topic = into.topic(TopicName.INVENTORY_RAW);
        Serializer<InventoryEvent> values = registry.serializer();
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        try (KafkaProducer<String, InventoryEvent> sender =
                new KafkaProducer<>(producer, new StringSerializer(), values)) {
            long resources = inventory.replay(event -> {
                Exception failed = failure.get();
                if (failed != null) {
                    throw new KafkaException(topic + " refuses the inventory: " + failed.getMessage(), failed);
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
                throw new KafkaException(topic + " refuses the inventory: " + failed.getMessage(), failed);
            }
            return resources;
        }
    }

    private static String keyOf(InventoryEvent event) {
        return new Scope(event.getProvider(), event.getAccount(), event.getRegion(), event.getResourceType()).key();
    }
}
