package io.cartostream.topology;

import io.cartostream.contract.Namespace;
import io.cartostream.contract.TopicName;
import io.cartostream.topology.raw.RawRecordReader;
import io.cartostream.topology.raw.RegistryAccess;
import io.cartostream.topology.stage.LookupProcessor;
import io.cartostream.topology.stage.Names;
import io.cartostream.topology.stage.NodeProcessor;
import io.cartostream.topology.stage.ScopeProcessor;
import io.cartostream.topology.stage.StageSettings;
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
 * The three stages and what flows between them. They are three sub-topologies: records pass from one to another over topics
 * only, by the key that the next stage is partitioned by. There are cycles (a lookup's answer returns to the node), so that
 * those topics are created by the deployment and purged by {@code RepartitionPurge}, not by Kafka Streams.
 */
public final class AssetGraphTopology {

    private final Namespace namespace;
    private final StageSettings settings;
    private final RegistryAccess registry;
    private final Supplier<RawRecordReader> reader;

    /**
     * A topology that is yet to be built.
     *
     * @param reader makes the reader of raw records, one for each partition
     */
    public AssetGraphTopology(
            Namespace namespace, StageSettings settings, RegistryAccess registry, Supplier<RawRecordReader> reader) {
        this.namespace = namespace;
        this.settings = settings;
        this.registry = registry;
        this.reader = reader;
    }

    /** Builds it. */
    public Topology build() {
        Topology topology = new Topology();

        // by scope: which resources exist, and which facts they assert
        sourceOfBytes(topology, Names.READ_INVENTORY_RAW, TopicName.INVENTORY_RAW);
        topology.addProcessor(
                Names.FOLD_SCOPE.text(), () -> new ScopeProcessor(settings, reader), Names.READ_INVENTORY_RAW.text());
        stores(topology, Names.FOLD_SCOPE, Names.SIGHTING_STORE, Names.RESOURCE_STORE, Names.SCOPE_WORK_STORE);
        topology.addStateStore(cachedStore(Names.SCOPE_STORE), Names.FOLD_SCOPE.text());
        sink(topology, Names.WRITE_INVENTORY_LATEST, TopicName.INVENTORY_LATEST, Names.FOLD_SCOPE);
        sink(topology, Names.WRITE_SCOPE_STATUS, TopicName.SCOPE_STATUS, Names.FOLD_SCOPE);
        sinkOfBytes(topology, Names.WRITE_DEAD_LETTERS, TopicName.INVENTORY_RAW_DLQ, Names.FOLD_SCOPE);
        sinkOfBytes(topology, Names.WRITE_LARGE_FACTS, TopicName.GRAPH_CHANGES_DLQ, Names.FOLD_SCOPE);
        sinkOfTexts(topology, Names.TELL_GROWN, Names.FOLD_SCOPE);
        sink(topology, Names.SEND_FACTS, TopicName.FACTS_BY_NODE, Names.FOLD_SCOPE);
        sink(topology, Names.SEND_DEMANDS, TopicName.LOOKUPS_BY_VALUE, Names.FOLD_SCOPE);

        // by node: what it and its outgoing relationships are, and whether both ends are there
        source(topology, Names.READ_FACTS, TopicName.FACTS_BY_NODE);
        source(topology, Names.READ_RELATIONSHIPS, TopicName.RELATIONSHIPS_BY_TARGET);
        topology.addProcessor(
                Names.RESOLVE_NODE.text(),
                () -> new NodeProcessor(settings),
                Names.READ_FACTS.text(),
                Names.READ_RELATIONSHIPS.text());
        stores(topology, Names.RESOLVE_NODE, Names.CONTRIBUTION_STORE, Names.ENTITY_STORE, Names.NODE_WORK_STORE);
        sink(topology, Names.WRITE_GRAPH_CHANGES, TopicName.GRAPH_CHANGES, Names.RESOLVE_NODE);
        sinkOfBytes(topology, Names.WRITE_LARGE_ENTITIES, TopicName.GRAPH_CHANGES_DLQ, Names.RESOLVE_NODE);
        sink(topology, Names.SEND_RELATIONSHIPS, TopicName.RELATIONSHIPS_BY_TARGET, Names.RESOLVE_NODE);
        sink(topology, Names.SEND_CARRIERS, TopicName.LOOKUPS_BY_VALUE, Names.RESOLVE_NODE);
        sinkOfTexts(topology, Names.TELL_NODE_BACKLOG, Names.RESOLVE_NODE);

        // by lookup value: which nodes carry it, which relationships ask for it
        source(topology, Names.READ_LOOKUPS, TopicName.LOOKUPS_BY_VALUE);
        topology.addProcessor(
                Names.MATCH_LOOKUP.text(), () -> new LookupProcessor(settings), Names.READ_LOOKUPS.text());
        stores(topology, Names.MATCH_LOOKUP, Names.CARRIER_STORE, Names.DEMAND_STORE, Names.LOOKUP_WORK_STORE);
        sink(topology, Names.SEND_ANSWERS, TopicName.FACTS_BY_NODE, Names.MATCH_LOOKUP);
        sinkOfTexts(topology, Names.TELL_LOOKUP_BACKLOG, Names.MATCH_LOOKUP);
        return topology;
    }

    private void source(Topology topology, Names name, TopicName topic) {
        source(topology, name, topic, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private void sourceOfBytes(Topology topology, Names name, TopicName topic) {
        source(topology, name, topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private <K, V> void source(
            Topology topology, Names name, TopicName topic, Deserializer<K> key, Deserializer<V> value) {
        topology.addSource(
                AutoOffsetReset.earliest(), name.text(), new RecordTime(), key, value, namespace.topic(topic));
    }

    /** Avro where the topic has a schema, bytes where it has the engine's own encoding. */
    private void sink(Topology topology, Names name, TopicName topic, Names from) {
        Serializer<?> value = topic.valueSchema() == null ? new ByteArraySerializer() : registry.serializer();
        topology.addSink(name.text(), namespace.topic(topic), new StringSerializer(), value, from.text());
    }

    private void sinkOfBytes(Topology topology, Names name, TopicName topic, Names from) {
        topology.addSink(
                name.text(), namespace.topic(topic), new ByteArraySerializer(), new ByteArraySerializer(), from.text());
    }

    /** To model-epoch, what partitions tell each other when models change. */
    private void sinkOfTexts(Topology topology, Names name, Names from) {
        topology.addSink(
                name.text(),
                namespace.topic(TopicName.MODEL_EPOCH),
                new StringSerializer(),
                new StringSerializer(),
                from.text());
    }

    private static void stores(Topology topology, Names processor, Names... names) {
        for (Names name : names) {
            topology.addStateStore(store(name).withCachingDisabled(), processor.text());
        }
    }

    /** Written with every event and small: the cache keeps most of its writes from the changelog. */
    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> cachedStore(Names name) {
        return store(name).withCachingEnabled();
    }

    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(Names name) {
        return Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(name.text()), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingEnabled(Map.of());
    }
}
