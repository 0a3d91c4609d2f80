package io.cartostream.producer.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cartostream.avro.InventoryEvent;
import io.cartostream.contract.Namespace;
import io.cartostream.contract.Scope;
import io.cartostream.producer.InventoryEvents;
import io.cartostream.producer.PublishException;
import io.cartostream.testkit.FixedAnswerServer;
import io.cartostream.testkit.FreePorts;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class KafkaEventPublisherTest {

    private static final Scope SCOPE = new Scope("acme", "1", "eu-west-1", "ec2.vpc");
    private static final InventoryEvent EVENT = InventoryEvents.retired(SCOPE, "closed", true, Instant.EPOCH);
    private static final PublisherSettings SETTINGS = PublisherSettings.of(
            "localhost:1", "http://localhost:2", new Namespace("test"), Map.of("sasl.jaas.config", "secret"));

    private final AtomicLong now = new AtomicLong();
    private final Serializer<InventoryEvent> values = (topic, value) -> new byte[0];
    private final MockProducer<String, InventoryEvent> kafka =
            new MockProducer<>(false, null, new StringSerializer(), values);
    private final KafkaEventPublisher publisher =
            new KafkaEventPublisher(kafka, "test.inventory-raw", new SendErrors(SETTINGS), keys(), now::get);
    private final List<@Nullable PublishException> outcomes = new ArrayList<>();

    private static ScopeKeys keys() {
        return new ScopeKeys(() -> new MockConsumer<>("earliest"), "test.scope-status", System::nanoTime);
    }

    @Test
    void shouldKeyByScopeAndReportDurability() {
        publisher.publish(SCOPE, EVENT, outcomes::add);
        assertThat(outcomes).isEmpty();
        kafka.completeNext();

        assertThat(outcomes).containsExactly((PublishException) null);
        assertThat(kafka.history()).singleElement().satisfies(sent -> {
            assertThat(sent.topic()).isEqualTo("test.inventory-raw");
            assertThat(sent.key()).isEqualTo(SCOPE.key());
            assertThat(sent.partition()).isNull();
            assertThat(sent.value()).isSameAs(EVENT);
        });
    }

    @Test
    void shouldRefuseEverythingJustAfterABrokerStoppedAnswering() {
        publisher.publish(SCOPE, EVENT, outcomes::add);
        kafka.errorNext(new TimeoutException("60 s"));

        assertThat(outcomes).singleElement().satisfies(failure -> {
            assertThat(failure).hasMessageContaining("localhost:1").hasMessageContaining("test.inventory-raw");
            assertThat(failure).extracting(PublishException::concernsEveryone).isEqualTo(true);
        });
        assertThatThrownBy(() -> publisher.publish(SCOPE, EVENT, outcomes::add)).isSameAs(outcomes.get(0));
    }

    @Test
    void shouldTryAgainAfterAWhile() {
        publisher.publish(SCOPE, EVENT, outcomes::add);
        kafka.errorNext(new TimeoutException("60 s"));
        now.addAndGet(Duration.ofSeconds(10).toNanos());
        publisher.publish(SCOPE, EVENT, outcomes::add);
        kafka.completeNext();
        publisher.publish(SCOPE, EVENT, outcomes::add);

        assertThat(outcomes).hasSize(2).last().isNull();
    }

    @Test
    void shouldGoOnAfterOneEventThatIsTooLarge() {
        publisher.publish(SCOPE, EVENT, outcomes::add);
        kafka.errorNext(new RecordTooLargeException("9 MB"));
        publisher.publish(SCOPE, EVENT, outcomes::add);
        kafka.completeNext();

        assertThat(outcomes).hasSize(2);
        assertThat(outcomes.get(0)).hasMessageContaining(SCOPE.key()).hasMessageContaining("max.message.bytes");
        assertThat(outcomes.get(1)).isNull();
    }

    @Test
    void shouldGoOnAfterOneEventThatDoesNotFitItsSchema() throws Exception {
        PublisherSettings settings =
                PublisherSettings.of("localhost:1", "mock://publisher", new Namespace("test"), Map.of());
        try (InputStream avsc = InventoryEvent.class.getResourceAsStream("/avro/InventoryEvent.avsc")) {
            MockSchemaRegistry.getClientForScope("publisher")
                    .register(
                            "test.inventory-raw-value",
                            new AvroSchema(new String(avsc.readAllBytes(), StandardCharsets.UTF_8)));
        }
        Serializer<InventoryEvent> registered = KafkaEventPublisher.values(settings);
        PublishPreflight.registry(settings, registered);
        KafkaEventPublisher publisher = new KafkaEventPublisher(
                new MockProducer<>(true, null, new StringSerializer(), registered),
                "test.inventory-raw",
                new SendErrors(settings),
                keys(),
                now::get);
        InventoryEvent broken = InventoryEvents.retired(SCOPE, "closed", true, Instant.EPOCH);
        broken.setAccount(null);
        InventoryEvent beyondMillis = InventoryEvents.retired(SCOPE, "closed", true, Instant.MAX);

        for (InventoryEvent bad : List.of(broken, beyondMillis)) {
            assertThatThrownBy(() -> publisher.publish(SCOPE, bad, outcomes::add))
                    .isInstanceOf(PublishException.class)
                    .hasMessageContaining("cannot be serialised")
                    .extracting(failure -> ((PublishException) failure).concernsEveryone())
                    .isEqualTo(false);
        }
        publisher.publish(SCOPE, EVENT, outcomes::add);

        assertThat(outcomes).containsExactly((PublishException) null);
    }

    @Test
    void shouldNotLetTheUserOverrideWhatTheProtocolNeeds() {
        Map<String, String> user = Map.of(
                "acks", "0",
                "enable.idempotence", "false",
                "partitioner.class", "my.Partitioner",
                "partitioner.ignore.keys", "true",
                "auto.register.schemas", "true",
                "linger.ms", "100",
                "schema.registry.ssl.truststore.location", "/t");
        PublisherSettings settings = PublisherSettings.of("k:1", "http://r", new Namespace("test"), user);

        assertThat(ClientConfig.producer(settings))
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", "true")
                .containsEntry("linger.ms", "100")
                .containsEntry("compression.type", "lz4")
                .containsEntry("max.request.size", 8 * 1024 * 1024)
                .doesNotContainKeys("partitioner.class", "partitioner.ignore.keys");
        assertThat(ClientConfig.serializer(settings))
                .containsEntry("auto.register.schemas", false)
                .containsEntry("avro.remove.java.properties", true)
                .containsEntry("schema.registry.url", "http://r")
                .containsEntry("schema.registry.ssl.truststore.location", "/t");
        assertThat(SETTINGS.toString()).doesNotContain("secret");
    }

    @Test
    void shouldSayWithinBoundedTimeThatNoBrokerAnswers() throws Exception {
        int port = FreePorts.next();
        PublisherSettings settings = new PublisherSettings(
                "localhost:" + port,
                "http://localhost:" + port,
                new Namespace("test"),
                Map.of(),
                Duration.ofSeconds(1),
                Duration.ofSeconds(2));
        long start = System.nanoTime();

        assertThatThrownBy(() -> KafkaEventPublisher.open(settings))
                .isInstanceOf(PublishException.class)
                .hasMessageContaining("no Kafka broker answers at localhost:" + port + " within 1 s");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void shouldSayThatNoRegistryAnswers() throws Exception {
        int port = FreePorts.next();
        PublisherSettings settings = PublisherSettings.of(
                "localhost:1", "http://localhost:" + port + "/apis/ccompat/v7", new Namespace("test"), Map.of());

        assertThatThrownBy(() -> PublishPreflight.registry(settings, KafkaEventPublisher.values(settings)))
                .isInstanceOf(PublishException.class)
                .hasMessageContaining("no schema registry answers at http://localhost:" + port);
    }

    @Test
    void shouldSayThatTheSchemaIsNotRegistered() throws Exception {
        try (FixedAnswerServer registry = FixedAnswerServer.start(
                404,
                "application/vnd.schemaregistry.v1+json",
                "{\"error_code\":40401,\"message\":\"Subject not found\"}")) {
            PublisherSettings settings =
                    PublisherSettings.of("localhost:1", registry.url(), new Namespace("test"), Map.of());

            assertThatThrownBy(() -> PublishPreflight.registry(settings, KafkaEventPublisher.values(settings)))
                    .isInstanceOf(PublishException.class)
                    .hasMessageContaining("cartostream deploy")
                    .hasMessageContaining("test.inventory-raw-value");
        }
    }
}
