package io.cartostream.cli.deadletters;

import io.cartostream.contract.DeadLetterHeader;
import io.cartostream.contract.TopicName;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * One record of a dead-letter topic. The headers of Kafka Connect's own reporter are read where Cartostream's headers are missing.
 *
 * @param dlq the dead-letter topic
 * @param record the record of that topic
 */
record DeadLetter(TopicName dlq, ConsumerRecord<String, byte[]> record) {

    private static final String CONNECT = "__connect.errors.";

    /** The same dead letter without its value. */
    DeadLetter withoutValue() {
        return new DeadLetter(
                dlq,
                new ConsumerRecord<>(
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        record.timestamp(),
                        record.timestampType(),
                        record.serializedKeySize(),
                        record.serializedValueSize(),
                        record.key(),
                        null,
                        record.headers(),
                        record.leaderEpoch()));
    }

    /** The id that users see: topic/partition/offset. */
    String id() {
        return id(record.offset());
    }

    private String id(long offset) {
        return dlq.baseName() + "/" + record.partition() + "/" + offset;
    }

    /** Of a marker: the id of the dead letter that was sent again. Null for a dead letter. */
    @Nullable
    String redrivenId() {
        long offset = number(DeadLetterHeader.REDRIVEN, null);
        return offset < 0 ? null : id(offset);
    }

    /** The code of the reason; of another connector, the kind of its failure. */
    String reason() {
        String ours = header(DeadLetterHeader.REASON);
        if (ours != null) {
            return ours;
        }
        String exception = text(CONNECT + "exception.class.name");
        return exception.substring(exception.lastIndexOf('.') + 1);
    }

    String message() {
        String ours = header(DeadLetterHeader.MESSAGE);
        return ours == null ? text(CONNECT + "exception.message") : ours;
    }

    /** The part that wrote the dead letter. */
    String stage() {
        String ours = header(DeadLetterHeader.STAGE);
        return ours == null ? text(CONNECT + "connector.name") : ours;
    }

    /** The resource or entity concerned, or else the key. */
    String subject() {
        String ours = header(DeadLetterHeader.SUBJECT);
        return ours == null ? String.valueOf(record.key()) : ours;
    }

    /** When the dead letter was written. */
    Instant at() {
        long at = number(DeadLetterHeader.AT, null);
        return Instant.ofEpochMilli(at < 0 ? record.timestamp() : at);
    }

    /** Partition of the original record; -1 if unknown. */
    int originPartition() {
        return (int) number(DeadLetterHeader.PARTITION, CONNECT + "partition");
    }

    /** Offset of the original record; -1 if unknown. */
    long originOffset() {
        return number(DeadLetterHeader.OFFSET, CONNECT + "offset");
    }

    /** Topic of the original record; empty if unknown. */
    String originTopic() {
        String ours = header(DeadLetterHeader.TOPIC);
        return ours == null ? text(CONNECT + "topic") : ours;
    }

    /** True if only a part of the value is kept. */
    boolean truncated() {
        return header(DeadLetterHeader.TRUNCATED_SHA256) != null;
    }

    private long number(String ours, @Nullable String theirs) {
        String text = header(ours);
        if (text == null && theirs != null) {
            text = header(theirs);
        }
        try {
            return text == null ? -1 : Long.parseLong(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private String text(String name) {
        String text = header(name);
        return text == null ? "" : text;
    }

    private @Nullable String header(String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
