package io.cartostream.worker;

import io.cartostream.contract.DeadLetterHeader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Copies jobs that could not be served, byte for byte, to the topic of dead letters, with the reason. One thread. */
final class JobDeadLetters {

    private static final int PATIENCE_S = 35;

    private final Producer<String, byte[]> producer;
    private final String topic;
    private final Clock clock;

    JobDeadLetters(Producer<String, byte[]> producer, String topic, Clock clock) {
        this.producer = producer;
        this.topic = topic;
        this.clock = clock;
    }

    /** Returns when the dead letter is durable. */
    void send(ConsumerRecord<String, byte[]> record, JobOutcome outcome) {
        RecordHeaders headers = new RecordHeaders();
        put(headers, DeadLetterHeader.REASON, outcome.reason());
        put(headers, DeadLetterHeader.MESSAGE, String.valueOf(outcome.failure()));
        put(headers, DeadLetterHeader.TOPIC, record.topic());
        put(headers, DeadLetterHeader.PARTITION, Integer.toString(record.partition()));
        put(headers, DeadLetterHeader.OFFSET, Long.toString(record.offset()));
        put(headers, DeadLetterHeader.TIMESTAMP, Long.toString(record.timestamp()));
        put(headers, DeadLetterHeader.AT, Long.toString(clock.millis()));
        put(headers, DeadLetterHeader.STAGE, "cli/worker");
        put(headers, DeadLetterHeader.SUBJECT, String.valueOf(record.key()));
        await(new ProducerRecord<>(topic, null, record.key(), record.value(), headers));
    }

    private void await(ProducerRecord<String, byte[]> letter) {
        try {
            producer.send(letter).get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorkerException("interrupted while sending to " + topic, e);
        } catch (TimeoutException e) {
            throw new WorkerException("Kafka does not take a record to " + topic + " within " + PATIENCE_S + " s", e);
        } catch (ExecutionException | KafkaException e) {
            throw new WorkerException(
                    "a dead letter cannot be sent to " + topic + ": " + WorkerClients.rootMessage(e), e);
        }
    }

    private static void put(RecordHeaders headers, String name, String text) {
        headers.add(name, text.getBytes(StandardCharsets.UTF_8));
    }
}
