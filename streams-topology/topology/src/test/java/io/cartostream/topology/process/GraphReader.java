package io.cartostream.topology.process;

import io.cartostream.avro.GraphChange;
import io.cartostream.avro.Neo4jPropertyType;
import io.cartostream.avro.Operation;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Folds graph-changes as a sink would, committed records only, and notes what should not have been written. */
final class GraphReader implements AutoCloseable {

    private static final int DIFFERENCES_SHOWN = 10;

    private final KafkaConsumer<String, Object> consumer;
    private final Map<String, String> graph = new TreeMap<>();
    private final Map<String, String> newest = new HashMap<>();
    private final List<String> repeated = new ArrayList<>();
    private final List<String> deleted = new ArrayList<>();
    private final Map<String, Long> freshness = new TreeMap<>();
    private final List<String> noted = new ArrayList<>();
    private long changes;
    private boolean noting;

    GraphReader(String bootstrapServers, String registryUrl, String topic, int partitions) {
        Deserializer<Object> value = new KafkaAvroDeserializer();
        value.configure(Map.of("schema.registry.url", registryUrl, "specific.avro.reader", true), false);
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "isolation.level", "read_committed",
                        "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                value);
        consumer.assign(IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList());
    }

    int read() {
        consumer.poll(Duration.ofMillis(200)).forEach(this::fold);
        return newest.size();
    }

    /** Reads all that is committed now. */
    void readToEnd() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            read();
        }
    }

    private void fold(ConsumerRecord<String, Object> record) {
        if (record.value() == null) {
            return;
        }
        changes++;
        GraphChange change = (GraphChange) record.value();
        if (isSyncMetadata(record.key())) {
            Neo4jPropertyType updated = change.getProperties().get("lastupdated");
            if (updated == null) {
                freshness.remove(record.key());
            } else {
                freshness.put(record.key(), updated.getI64());
            }
        } else if (noting) {
            noted.add(change.getOperation() + " " + record.key());
        }
        String state = textOf(change);
        if (state.equals(newest.put(record.key(), state)) && !isSyncMetadata(record.key())) {
            repeated.add(record.key() + " at " + record.partition() + "/" + record.offset());
        }
        if (state.startsWith("-")) {
            graph.remove(record.key());
            deleted.add(record.key());
        } else {
            graph.put(record.key(), state);
        }
    }

    /** What is compared: identity, labels and modelled properties. */
    static String textOf(GraphChange change) {
        if (change.getOperation() == Operation.NODE_DELETE || change.getOperation() == Operation.RELATIONSHIP_DELETE) {
            return "-";
        }
        Map<String, String> properties = new TreeMap<>();
        change.getProperties().forEach((name, value) -> properties.put(name, value.getType() + ':' + valueOf(value)));
        properties.remove("firstseen");
        properties.remove("lastupdated");
        return change.getLabels() + " " + properties;
    }

    private static Object valueOf(Neo4jPropertyType value) {
        return switch (value.getType()) {
            case "S" -> value.getS();
            case "I64" -> value.getI64();
            default -> value;
        };
    }

    Map<String, String> graph() {
        return graph;
    }

    /** Differences for a person: what is surplus, missing or different in the modelled graph. */
    String differences(Map<String, String> expected) {
        List<String> differences = new ArrayList<>();
        Map<String, String> modelled = modelledGraph();
        Set<String> keys = new TreeSet<>(modelled.keySet());
        keys.addAll(expected.keySet());
        for (String key : keys) {
            String here = modelled.getOrDefault(key, "nothing");
            String there = expected.getOrDefault(key, "nothing");
            if (!here.equals(there)) {
                differences.add(key + ": " + here + " instead of " + there);
            }
        }
        return differences.size() + " differences"
                + differences.stream()
                        .limit(DIFFERENCES_SHOWN)
                        .map(line -> "\n" + line)
                        .collect(Collectors.joining());
    }

    /** The graph without the syncs' metadata. */
    Map<String, String> modelledGraph() {
        Map<String, String> modelled = new TreeMap<>(graph);
        modelled.keySet().removeIf(GraphReader::isSyncMetadata);
        return modelled;
    }

    /** How many entities the graph has, the syncs' metadata aside. */
    long modelled() {
        return graph.size()
                - graph.keySet().stream().filter(GraphReader::isSyncMetadata).count();
    }

    private static boolean isSyncMetadata(String key) {
        return key.startsWith("N|ModuleSyncMetadata|");
    }

    /** When the syncs' metadata nodes say that their types were listed, epoch seconds by key. */
    Map<String, Long> freshness() {
        return freshness;
    }

    /** Notes from now on what is changed. */
    void noteChanges() {
        noting = true;
    }

    /** What was changed since, in the order read, the syncs' metadata aside. */
    List<String> noted() {
        return noted;
    }

    /** How many changes were read. */
    long changes() {
        return changes;
    }

    /** What was deleted, in order, also if it came back. */
    List<String> deleted() {
        return deleted;
    }

    /** Changes that equal the one before them, of the same entity; the syncs' metadata aside, which only gets fresher. */
    List<String> repeated() {
        return repeated;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
