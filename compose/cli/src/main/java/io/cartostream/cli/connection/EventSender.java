package io.cartostream.cli.connection;

import io.cartostream.avro.InventoryEvent;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.contract.Scope;
import io.cartostream.contract.TopicName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Sends records for an operator's command; each is durable before the next. Close it. */
public final class EventSender implements AutoCloseable {

    private static final int PATIENCE_S = 35;

    private final KafkaClient kafka;
    private final RegistryClient registry;
    private final Producer<String, byte[]> producer;
    private final Map<TopicName, String> names = new EnumMap<>(TopicName.class);

    /** A sender to this cluster, with the schemas of this registry. */
    public EventSender(KafkaClient kafka, RegistryClient registry) {
        this.kafka = kafka;
        this.registry = registry;
        this.producer = kafka.producer();
    }

    /** Sends an event to inventory-raw under its scope's key. */
    public RecordMetadata send(InventoryEvent event) {
        Scope scope = new Scope(event.getProvider(), event.getAccount(), event.getRegion(), event.getResourceType());
        return send(TopicName.INVENTORY_RAW, scope.key(), event);
    }

    /** Sends a record under the topic's registered schema. */
    public RecordMetadata send(TopicName topic, String key, SpecificRecord value) {
        String name = existing(topic);
        byte[] bytes = registry.serialize(name, value);
        return sendBytes(name, key, bytes, new RecordHeaders());
    }

    /** Sends records by key under the topic's registered schema; returns when all are durable. */
    public void sendAll(TopicName topic, Map<String, ? extends SpecificRecord> values) {
        String name = existing(topic);
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        values.forEach((key, value) ->
                sent.add(producer.send(new ProducerRecord<>(name, key, registry.serialize(name, value)))));
        sent.forEach(future -> await(name, future));
    }

    /** Checks once that the topic exists. */
    private String existing(TopicName topic) {
        return names.computeIfAbsent(topic, kafka::existing);
    }

    /** Sends bytes unchanged. */
    public RecordMetadata sendBytes(String topic, String key, byte[] value, Headers headers) {
        return await(new ProducerRecord<>(topic, null, key, value, headers));
    }

    /** Sends a record, to the partition that it names. */
    public RecordMetadata await(ProducerRecord<String, byte[]> record) {
        return await(record.topic(), producer.send(record));
    }

    private RecordMetadata await(String topic, Future<RecordMetadata> sent) {
        try {
            return sent.get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("interrupted while sending to " + topic, e);
        } catch (ExecutionException e) {
            throw KafkaClient.failure(kafka.settings(), e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw CommandFailure.failed(
                    "Kafka does not accept a record for " + topic + " within " + PATIENCE_S + " s", e);
        } catch (KafkaException e) {
            throw KafkaClient.failure(kafka.settings(), e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
