package io.cartostream.cli.pipeline;

import io.cartostream.cli.connection.KafkaClient;
import io.cartostream.cli.connection.TopicReader;
import io.cartostream.contract.TopicName;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Finds when the broker appended the observation of one resource. For one thread. */
public final class ObservationTime {

    /** An event begins with its coordinates and its id. */
    private static final int SEARCHED_BYTES = 2_000;

    private final KafkaClient kafka;
    private final String topic;
    private final String scopeKey;
    private final byte[] resourceId;
    private final Map<Integer, Long> begin;

    /** Considers the records of one resource, appended from now on. */
    public ObservationTime(KafkaClient kafka, String scopeKey, String resourceId) {
        this.kafka = kafka;
        this.topic = kafka.existing(TopicName.INVENTORY_RAW);
        this.scopeKey = scopeKey;
        this.resourceId = resourceId.getBytes(StandardCharsets.UTF_8);
        this.begin = kafka.endOffsets(topic);
    }

    /** When the last record that observed the resource was appended, epoch milliseconds; 0 if there is none yet. */
    public long lastAppended() {
        AtomicLong last = new AtomicLong();
        new TopicReader(kafka).toEnd(topic, begin, record -> {
            if (observes(record)) {
                last.set(record.timestamp());
            }
            return true;
        });
        return last.get();
    }

    /** Looks for the id in the encoded record, which holds it as plain UTF-8. */
    private boolean observes(ConsumerRecord<String, byte[]> record) {
        byte[] value = record.value();
        if (!Objects.equals(record.key(), scopeKey) || value == null) {
            return false;
        }
        for (int i = 0; i + resourceId.length <= Math.min(value.length, SEARCHED_BYTES); i++) {
            if (Arrays.equals(value, i, i + resourceId.length, resourceId, 0, resourceId.length)) {
                return true;
            }
        }
        return false;
    }
}
