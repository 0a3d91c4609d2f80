package io.cartostream.topology.process;

import io.cartostream.avro.GraphChange;
import io.cartostream.avro.Operation;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Folds graph-changes as a sink would, committed records only, and notes what should not have been written. */
final class GraphReader implements AutoCloseable {

    private final KafkaConsumer<String, Object> consumer;
    private final Map<String, String> graph = new TreeMap<>();
    private final Map<String, String> newest = new HashMap<>();
    private final List<String> repeated = new ArrayList<>();

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

    private void fold(ConsumerRecord<String, Object> record) {
        String state = textOf((GraphChange) record.value());
        if (state.equals(newest.put(record.key(), state))) {
            repeated.add(record.key() + " at " + record.partition() + "/" + record.offset());
        }
        if (state.startsWith("-")) {
            graph.remove(record.key());
        } else {
            graph.put(record.key(), state);
        }
    }

    /** What is compared: identity, labels and modelled properties. */
    static String textOf(GraphChange change) {
        if (change.getOperation() == Operation.NODE_DELETE || change.getOperation() == Operation.RELATIONSHIP_DELETE) {
            return "-";
        }
        Map<String, Object> properties = new TreeMap<>(change.getProperties());
        properties.remove("firstseen");
        properties.remove("lastupdated");
        return change.getLabels() + " " + properties;
    }

    Map<String, String> graph() {
        return graph;
    }

    /** Changes that equal the one before them, of the same entity. */
    List<String> repeated() {
        return repeated;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
