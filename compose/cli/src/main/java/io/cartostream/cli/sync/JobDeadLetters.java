package io.cartostream.cli.sync;

import io.cartostream.cli.connection.EventSender;
import io.cartostream.cli.session.CommandSession;
import io.cartostream.contract.DeadLetterHeader;
import io.cartostream.contract.Namespace;
import io.cartostream.contract.TopicName;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Puts jobs that could not be served aside, byte for byte, with the reason. */
final class JobDeadLetters {

    private final EventSender events;
    private final Namespace namespace;
    private final CommandSession session;

    JobDeadLetters(EventSender events, Namespace namespace, CommandSession session) {
        this.events = events;
        this.namespace = namespace;
        this.session = session;
    }

    /** Returns when the dead letter is durable. */
    void send(ConsumerRecord<String, byte[]> record, JobRunner.Outcome outcome) {
        RecordHeaders headers = new RecordHeaders();
        put(headers, DeadLetterHeader.REASON, outcome.reason());
        put(headers, DeadLetterHeader.MESSAGE, String.valueOf(outcome.failure()));
        put(headers, DeadLetterHeader.TOPIC, record.topic());
        put(headers, DeadLetterHeader.PARTITION, Integer.toString(record.partition()));
        put(headers, DeadLetterHeader.OFFSET, Long.toString(record.offset()));
        put(headers, DeadLetterHeader.TIMESTAMP, Long.toString(record.timestamp()));
        put(headers, DeadLetterHeader.AT, Long.toString(session.now().toEpochMilli()));
        put(headers, DeadLetterHeader.STAGE, "cli/worker");
        put(headers, DeadLetterHeader.SUBJECT, String.valueOf(record.key()));
        events.await(new ProducerRecord<>(
                namespace.topic(TopicName.SYNC_JOBS_DLQ), null, record.key(), record.value(), headers));
    }

    private static void put(RecordHeaders headers, String name, String text) {
        headers.add(name, text.getBytes(StandardCharsets.UTF_8));
    }
}
