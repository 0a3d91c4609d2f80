package io.cartostream.producer.publish;

import io.cartostream.avro.InventoryEvent;
import io.cartostream.contract.Scope;
import io.cartostream.contract.TopicName;
import io.cartostream.producer.EventPublisher;
import io.cartostream.producer.PublishException;
import io.cartostream.registry.RegisteredSerializer;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Publishes to inventory-raw with the idempotent producer, {@code acks=all}. Partitions are Kafka's default for a key. After a
 * failure that concerns everyone, all sends of the next ten seconds fail at once with the same reason, so that a run ends
 * soon; then it tries again, so that a later run succeeds if the broker came back.
 */
public final class KafkaEventPublisher implements EventPublisher {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);
    private static final long REMEMBERED_NANOS = Duration.ofSeconds(10).toNanos();

    private final Producer<String, InventoryEvent> producer;
    private final String topic;
    private final SendErrors errors;
    private final ScopeKeys scopeKeys;
    private final LongSupplier nanoTime;
    private final AtomicReference<@Nullable Breakdown> breakdown = new AtomicReference<>();

    /** That nothing could be sent, and when. */
    private record Breakdown(PublishException reason, long nanos) {}

    KafkaEventPublisher(
            Producer<String, InventoryEvent> producer,
            String topic,
            SendErrors errors,
            ScopeKeys scopeKeys,
            LongSupplier nanoTime) {
        this.producer = producer;
        this.topic = topic;
        this.errors = errors;
        this.scopeKeys = scopeKeys;
        this.nanoTime = nanoTime;
    }

    /**
     * Connects, having made sure that the broker answers, the topic exists and the schema is registered.
     *
     * @throws PublishException within {@link PublisherSettings#connectTimeout}, saying what is missing, where, what to do
     */
    public static KafkaEventPublisher open(PublisherSettings settings) {
        Serializer<InventoryEvent> values = values(settings);
        PublishPreflight.check(settings, values);
        try {
            return new KafkaEventPublisher(
                    new KafkaProducer<>(ClientConfig.producer(settings), new StringSerializer(), values),
                    settings.namespace().topic(TopicName.INVENTORY_RAW),
                    new SendErrors(settings),
                    ScopeKeys.of(settings, () -> consumer(settings)),
                    System::nanoTime);
        } catch (KafkaException e) {
            throw PublishPreflight.misconfigured(settings, e);
        }
    }

    private static Consumer<String, byte[]> consumer(PublisherSettings settings) {
        return new KafkaConsumer<>(
                ClientConfig.consumer(settings), new StringDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public List<Scope> knownScopes(String provider, String account) {
        return scopeKeys.of(provider, account);
    }

    static Serializer<InventoryEvent> values(PublisherSettings settings) {
        KafkaAvroSerializer values = new KafkaAvroSerializer();
        values.configure(ClientConfig.serializer(settings), false);
        return new RegisteredSerializer<>(values);
    }

    @Override
    public void publish(Scope scope, InventoryEvent event, Outcome outcome) {
        Breakdown earlier = breakdown.get();
        if (earlier != null && nanoTime.getAsLong() - earlier.nanos() < REMEMBERED_NANOS) {
            throw earlier.reason();
        }
        try {
            Future<RecordMetadata> unused =
                    producer.send(new ProducerRecord<>(topic, scope.key(), event), (metadata, problem) -> {
                        PublishException failure = problem == null ? null : remember(errors.of(scope, problem));
                        if (failure == null) {
                            breakdown.set(null);
                        }
                        outcome.sent(failure);
                    });
        } catch (InterruptException e) {
            throw (CancellationException) new CancellationException("interrupted while sending").initCause(e);
        } catch (KafkaException | IllegalStateException e) {
            throw remember(errors.of(scope, e));
        }
    }

    private PublishException remember(PublishException failure) {
        if (failure.concernsEveryone()) {
            breakdown.set(new Breakdown(failure, nanoTime.getAsLong()));
        }
        return failure;
    }

    @Override
    public void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close(breakdown.get() == null ? CLOSE_TIMEOUT : Duration.ZERO);
    }
}
