package io.cartostream.topology;

import io.cartostream.contract.Namespace;
import io.cartostream.contract.TopicName;
import io.cartostream.runtime.registry.RegistryAccess;
import io.cartostream.topology.raw.RawRecordReader;
import io.cartostream.topology.stage.LookupProcessor;
import io.cartostream.topology.stage.NodeProcessor;
import io.cartostream.topology.stage.ScopeProcessor;
import io.cartostream.topology.stage.StageSettings;
import io.cartostream.topology.stage.TopologyNames;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The three stages and the topics between them. The stages are three sub-topologies: records pass between them only through
 * topics, with the key by which the next stage is partitioned. The flow has cycles (a lookup's answer returns to the node), so
 * the deployment creates these topics and {@code RepartitionPurge} purges them, not Kafka Streams.
 */
public final class AssetGraphTopology {

    private final Namespace namespace;
    private final StageSettings settings;
    private final RegistryAccess registry;
    private final Supplier<RawRecordReader> reader;

    /**
     * Creates a topology that {@link #build} builds.
     *
     * @param reader creates the reader of raw records of each partition
     */
    public AssetGraphTopology(
            Namespace namespace, StageSettings settings, RegistryAccess registry, Supplier<RawRecordReader> reader) {
        this.namespace = namespace;
        this.settings = settings;
        this.registry = registry;
        this.reader = reader;
    }

    public Topology build() {
        Topology topology = new Topology();

        // by scope: the existing resources and the facts that they assert
        sourceOfBytes(topology, TopologyNames.READ_INVENTORY_RAW, TopicName.INVENTORY_RAW);
        topology.addProcessor(
                TopologyNames.FOLD_SCOPE.text(),
                () -> new ScopeProcessor(settings, reader),
                TopologyNames.READ_INVENTORY_RAW.text());
        stores(
                topology,
                TopologyNames.FOLD_SCOPE,
                TopologyNames.SIGHTING_STORE,
                TopologyNames.RESOURCE_STORE,
                TopologyNames.SCOPE_WORK_STORE);
        topology.addStateStore(cachedStore(TopologyNames.SCOPE_STORE), TopologyNames.FOLD_SCOPE.text());
        sink(topology, TopologyNames.WRITE_INVENTORY_LATEST, TopicName.INVENTORY_LATEST, TopologyNames.FOLD_SCOPE);
        sink(topology, TopologyNames.WRITE_SCOPE_STATUS, TopicName.SCOPE_STATUS, TopologyNames.FOLD_SCOPE);
        sinkOfBytes(topology, TopologyNames.WRITE_DEAD_LETTERS, TopicName.INVENTORY_RAW_DLQ, TopologyNames.FOLD_SCOPE);
        sinkOfBytes(topology, TopologyNames.WRITE_LARGE_FACTS, TopicName.GRAPH_CHANGES_DLQ, TopologyNames.FOLD_SCOPE);
        sinkOfTexts(topology, TopologyNames.TELL_GROWN, TopologyNames.FOLD_SCOPE);
        sink(topology, TopologyNames.SEND_FACTS, TopicName.FACTS_BY_NODE, TopologyNames.FOLD_SCOPE);
        sink(topology, TopologyNames.SEND_DEMANDS, TopicName.LOOKUPS_BY_VALUE, TopologyNames.FOLD_SCOPE);

        // by node: the state of the node and of its outgoing relationships whose both ends exist
        source(topology, TopologyNames.READ_FACTS, TopicName.FACTS_BY_NODE);
        source(topology, TopologyNames.READ_RELATIONSHIPS, TopicName.RELATIONSHIPS_BY_TARGET);
        topology.addProcessor(
                TopologyNames.RESOLVE_NODE.text(),
                () -> new NodeProcessor(settings),
                TopologyNames.READ_FACTS.text(),
                TopologyNames.READ_RELATIONSHIPS.text());
        stores(
                topology,
                TopologyNames.RESOLVE_NODE,
                TopologyNames.CONTRIBUTION_STORE,
                TopologyNames.ENTITY_STORE,
                TopologyNames.NODE_WORK_STORE);
        sink(topology, TopologyNames.WRITE_GRAPH_CHANGES, TopicName.GRAPH_CHANGES, TopologyNames.RESOLVE_NODE);
        sinkOfBytes(
                topology, TopologyNames.WRITE_LARGE_ENTITIES, TopicName.GRAPH_CHANGES_DLQ, TopologyNames.RESOLVE_NODE);
        sink(topology, TopologyNames.SEND_RELATIONSHIPS, TopicName.RELATIONSHIPS_BY_TARGET, TopologyNames.RESOLVE_NODE);
        sink(topology, TopologyNames.SEND_CARRIERS, TopicName.LOOKUPS_BY_VALUE, TopologyNames.RESOLVE_NODE);
        sinkOfTexts(topology, TopologyNames.TELL_NODE_BACKLOG, TopologyNames.RESOLVE_NODE);

        // by lookup value: the nodes that carry it and the relationships that look for it
        source(topology, TopologyNames.READ_LOOKUPS, TopicName.LOOKUPS_BY_VALUE);
        topology.addProcessor(
                TopologyNames.MATCH_LOOKUP.text(),
                () -> new LookupProcessor(settings),
                TopologyNames.READ_LOOKUPS.text());
        stores(
                topology,
                TopologyNames.MATCH_LOOKUP,
                TopologyNames.CARRIER_STORE,
                TopologyNames.DEMAND_STORE,
                TopologyNames.LOOKUP_WORK_STORE);
        sink(topology, TopologyNames.SEND_ANSWERS, TopicName.FACTS_BY_NODE, TopologyNames.MATCH_LOOKUP);
        sinkOfTexts(topology, TopologyNames.TELL_LOOKUP_BACKLOG, TopologyNames.MATCH_LOOKUP);
        return topology;
    }

    private void source(Topology topology, TopologyNames name, TopicName topic) {
        source(topology, name, topic, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private void sourceOfBytes(Topology topology, TopologyNames name, TopicName topic) {
        source(topology, name, topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private <K, V> void source(
            Topology topology, TopologyNames name, TopicName topic, Deserializer<K> key, Deserializer<V> value) {
        topology.addSource(
                AutoOffsetReset.earliest(), name.text(), new RecordTime(), key, value, namespace.topic(topic));
    }

    /** Adds a sink with Avro values if the topic has a schema, otherwise with bytes in the engine's encoding. */
    private void sink(Topology topology, TopologyNames name, TopicName topic, TopologyNames from) {
        Serializer<?> value = topic.valueSchema() == null ? new ByteArraySerializer() : registry.serializer();
        topology.addSink(name.text(), namespace.topic(topic), new StringSerializer(), value, from.text());
    }

    private void sinkOfBytes(Topology topology, TopologyNames name, TopicName topic, TopologyNames from) {
        topology.addSink(
                name.text(), namespace.topic(topic), new ByteArraySerializer(), new ByteArraySerializer(), from.text());
    }

    /** Adds a sink to model-epoch, where partitions coordinate a change of models. */
    private void sinkOfTexts(Topology topology, TopologyNames name, TopologyNames from) {
        topology.addSink(
                name.text(),
                namespace.topic(TopicName.MODEL_EPOCH),
                new StringSerializer(),
                new StringSerializer(),
                from.text());
    }

    private static void stores(Topology topology, TopologyNames processor, TopologyNames... names) {
        for (TopologyNames name : names) {
            topology.addStateStore(store(name).withCachingDisabled(), processor.text());
        }
    }

    /** Returns a store with a cache: it is small and written with every event, so the cache keeps most writes from the changelog. */
    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> cachedStore(TopologyNames name) {
        return store(name).withCachingEnabled();
    }

    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(TopologyNames name) {
        return Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(name.text()), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingEnabled(Map.of());
    }
}
