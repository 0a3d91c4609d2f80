package io.cartostream.cli.deadletters;

import io.cartostream.cli.connection.EventSender;
import io.cartostream.cli.connection.KafkaClient;
import io.cartostream.cli.connection.TopicReader;
import io.cartostream.contract.TopicName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Sends graph changes again without ever leaving an old state after a newer one. A dead letter is sent only if the topic has no
 * newer state for its key. If the topology appends a newer state between the check and the sending, that state is sent again, until
 * the newest state is the last one.
 */
final class GraphChangeRedrive {

    private static final int ROUNDS = 10;

    private final KafkaClient kafka;
    private final EventSender events;
    private final Map<String, Long> newest = new HashMap<>();
    private final Map<Integer, Long> lookedUpTo = new HashMap<>();

    GraphChangeRedrive(KafkaClient kafka, EventSender events) {
        this.kafka = kafka;
        this.events = events;
    }

    /** Reads, once for all dead letters, what the topic has after them. */
    void readNewer(List<DeadLetter> letters) {
        Map<Integer, Long> from = new HashMap<>();
        Set<String> keys = new HashSet<>();
        String topic = kafka.settings().namespace().topic(TopicName.GRAPH_CHANGES);
        int partitions = letters.isEmpty() ? 0 : kafka.partitions(topic);
        for (DeadLetter letter : letters) {
            int partition = letter.originPartition();
            if (partition >= 0 && partition < partitions && letter.originOffset() >= 0) {
                from.merge(partition, letter.originOffset(), Math::min);
                keys.add(String.valueOf(letter.record().key()));
            }
        }
        if (!from.isEmpty()) {
            lookedUpTo.putAll(kafka.endOffsets(topic));
            new TopicReader(kafka).toEnd(topic, from, record -> {
                if (keys.contains(record.key())) {
                    newest.put(record.key(), record.offset());
                }
                return true;
            });
        }
    }

    DeadLetterRedrive.Result send(DeadLetter letter, boolean dryRun) {
        String key = letter.record().key();
        String topic = kafka.settings().namespace().topic(TopicName.GRAPH_CHANGES);
        long end = lookedUpTo.getOrDefault(letter.originPartition(), -1L);
        if (key == null || key.indexOf('\uFFFD') >= 0) {
            return kept(letter, "its key is not an entity key");
        }
        if (!letter.originTopic().equals(topic) || letter.originOffset() < 0) {
            return kept(letter, "its headers do not name its place in " + topic);
        }
        if (letter.originOffset() >= end) {
            return kept(letter, topic + " ends before its offset: the topic was created again");
        }
        byte[] value = letter.record().value();
        if (value != null && value.length == 0) {
            return kept(letter, "its value is empty");
        }
        if (newest.getOrDefault(key, -1L) > letter.originOffset()) {
            return kept(letter, "a newer state of " + key + " is in " + topic + ": nothing is missing");
        }
        if (!dryRun) {
            append(topic, key, value, letter.originPartition(), end);
        }
        return new DeadLetterRedrive.Result(letter.id(), true, "state of " + key);
    }

    private void append(String topic, String key, byte[] value, int partition, long end) {
        byte[] state = value;
        long from = end;
        for (int round = 0; round < ROUNDS; round++) {
            RecordMetadata sent = events.sendBytes(topic, key, state, new RecordHeaders());
            List<ConsumerRecord<String, byte[]>> overtaken = new ArrayList<>();
            new TopicReader(kafka).through(topic, partition, from, sent.offset() - 1, record -> {
                if (key.equals(record.key())) {
                    overtaken.add(record);
                }
                return true;
            });
            if (overtaken.isEmpty()) {
                return;
            }
            state = overtaken.get(overtaken.size() - 1).value();
            from = sent.offset() + 1;
        }
    }

    private static DeadLetterRedrive.Result kept(DeadLetter letter, String why) {
        return new DeadLetterRedrive.Result(letter.id(), false, why);
    }
}
