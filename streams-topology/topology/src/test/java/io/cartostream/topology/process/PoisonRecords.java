package io.cartostream.topology.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cartostream.avro.InventoryEvent;
import io.cartostream.contract.DeadLetterHeader;
import io.cartostream.contract.Namespace;
import io.cartostream.contract.Scope;
import io.cartostream.contract.TopicName;
import io.cartostream.topology.Fixtures;
import io.cartostream.topology.TopologyHarness;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Utils;

/** Records that cannot be processed, to be mixed with good ones, and the dead letters that are expected for them. */
final class PoisonRecords {

    private final Namespace namespace;
    private final int partitions;
    private final KafkaAvroSerializer avro;
    private final Random random;
    private final Map<String, String> expected = new TreeMap<>();
    private int made;

    PoisonRecords(Namespace namespace, int partitions, KafkaAvroSerializer avro, Random random) {
        this.namespace = namespace;
        this.partitions = partitions;
        this.avro = avro;
        this.random = random;
    }

    /** The next record: each kind in turn, each with another key or payload. */
    ProducerRecord<byte[], byte[]> next(Scope scope) {
        String topic = namespace.topic(TopicName.INVENTORY_RAW);
        String name = "poison-" + made++;
        Instant now = Instant.now();
        switch (made % 5) {
            case 0 -> {
                expected.put(name, "NOT_AVRO");
                return new ProducerRecord<>(topic, name.getBytes(UTF_8), "no event".getBytes(UTF_8));
            }
            case 1 -> {
                byte[] garbled = avro.serialize(topic, Fixtures.observed(scope, name, "{}", now));
                garbled[4] = (byte) (100 + random.nextInt(20));
                expected.put(name, "UNKNOWN_SCHEMA");
                return new ProducerRecord<>(topic, name.getBytes(UTF_8), garbled);
            }
            case 2 -> {
                expected.put(name, "KEY_MISMATCH");
                return new ProducerRecord<>(
                        topic, name.getBytes(UTF_8), avro.serialize(topic, Fixtures.observed(scope, name, "{}", now)));
            }
            case 3 -> {
                expected.put(name, "PAYLOAD_NOT_JSON");
                InventoryEvent event = Fixtures.observed(scope, name, "{", now);
                return new ProducerRecord<>(topic, TopologyHarness.keyOf(event), avro.serialize(topic, event));
            }
            default -> {
                expected.put(name, "WRONG_PARTITION");
                InventoryEvent event = misplaced(scope, name, now);
                byte[] key = TopologyHarness.keyOf(event);
                int wrong = (Utils.toPositive(Utils.murmur2(key)) + 1) % partitions;
                return new ProducerRecord<>(topic, wrong, key, avro.serialize(topic, event));
            }
        }
    }

    /** A good event that is sent to a wrong partition: it is right after its re-drive. */
    static InventoryEvent misplaced(Scope scope, String name, Instant at) {
        return Fixtures.observed(
                scope, name, "{\"Id\":\"%s\",\"Name\":\"misplaced\",\"Rack\":\"r0\"}".formatted(name), at);
    }

    /** Reason by the name of each that was made. */
    Map<String, String> expected() {
        return expected;
    }

    /** Reads the dead letters: reason by name; what occurs twice is marked. */
    Map<String, String> found(KafkaConsumer<byte[], byte[]> letters, KafkaAvroDeserializer reader) {
        Map<String, String> found = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> letter : all(letters)) {
            String reason = new String(
                    letter.headers().lastHeader(DeadLetterHeader.REASON).value(), UTF_8);
            found.merge(nameOf(letter, reason, reader), reason, (a, b) -> a + " twice");
        }
        return found;
    }

    /** The misplaced events as the dead-letter topic has them. */
    List<InventoryEvent> misplacedIn(KafkaConsumer<byte[], byte[]> letters, KafkaAvroDeserializer reader) {
        List<InventoryEvent> events = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> letter : all(letters)) {
            String reason = new String(
                    letter.headers().lastHeader(DeadLetterHeader.REASON).value(), UTF_8);
            if (reason.equals("WRONG_PARTITION")) {
                events.add((InventoryEvent) reader.deserialize(letter.topic(), letter.value()));
            }
        }
        return events;
    }

    private static String nameOf(ConsumerRecord<byte[], byte[]> letter, String reason, KafkaAvroDeserializer reader) {
        if (reason.equals("PAYLOAD_NOT_JSON") || reason.equals("WRONG_PARTITION")) {
            InventoryEvent event = (InventoryEvent) reader.deserialize(letter.topic(), letter.value());
            return ((io.cartostream.avro.ResourceObserved) event.getEvent()).getId();
        }
        return new String(letter.key(), UTF_8);
    }

    private List<ConsumerRecord<byte[], byte[]>> all(KafkaConsumer<byte[], byte[]> letters) {
        List<TopicPartition> all = IntStream.range(0, partitions)
                .mapToObj(i -> new TopicPartition(namespace.topic(TopicName.INVENTORY_RAW_DLQ), i))
                .toList();
        letters.assign(all);
        letters.seekToBeginning(all);
        Map<TopicPartition, Long> ends = letters.endOffsets(all);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        while (all.stream().anyMatch(partition -> letters.position(partition) < ends.getOrDefault(partition, 0L))) {
            letters.poll(Duration.ofMillis(100)).forEach(records::add);
        }
        return records;
    }

    static KafkaConsumer<byte[], byte[]> letters(String bootstrapServers) {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
