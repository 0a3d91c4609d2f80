package io.cartostream.runtime.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cartostream.contract.Namespace;
import io.cartostream.runtime.config.RuntimeConfig;
import io.cartostream.runtime.run.RunningStreams;
import io.cartostream.runtime.start.FatalStartException;
import io.cartostream.testkit.BrokerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecondApplicationIT {

    private static final Namespace NAMESPACE = new Namespace("second");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path ready;
    private final BrokerProcess broker;
    private final RuntimeConfig config;

    SecondApplicationIT(@TempDir Path folder) throws IOException {
        ready = folder.resolve("ready");
        broker = BrokerProcess.start(folder).awaitReady();
        config = RuntimeConfig.of(
                CountsApplication.ROLE,
                Map.of(
                        "namespace", NAMESPACE.prefix(),
                        "bootstrap.servers", broker.bootstrapServers(),
                        "schema.registry.url", "mock://second",
                        "state.dir", folder.resolve("state").toString(),
                        "ready.file", ready.toString()));
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void shouldCountRecordsUntilItIsClosed() throws InterruptedException {
        broker.createTopics(NAMESPACE, List.of(CountsApplication.INPUT, CountsApplication.OUTPUT), 1);
        RunningStreams application = CountsApplication.assemble(config);
        try (application) {
            application.start();
            send("a", "b", "a");

            assertThat(awaitCounts(3)).isEqualTo(Map.of("a", 2L, "b", 1L));
            assertThat(ready).hasContent("RUNNING");
        }

        assertThat(application.awaitStop()).isNull();
        assertThat(Files.exists(ready)).isFalse();
    }

    @Test
    void shouldRefuseToStartWithoutItsTopics() {
        assertThatThrownBy(() -> CountsApplication.assemble(config))
                .isInstanceOf(FatalStartException.class)
                .hasMessageContaining("topics are missing")
                .hasMessageContaining("second.facts-by-node, second.lookups-by-value: run `cartostream deploy`");
    }

    private void send(String... keys) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            for (String key : keys) {
                producer.send(new ProducerRecord<>(NAMESPACE.topic(CountsApplication.INPUT), key, "record"));
            }
        }
    }

    private Map<String, Long> awaitCounts(long records) {
        Map<String, Long> counts = new HashMap<>();
        try (KafkaConsumer<String, Long> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new LongDeserializer())) {
            List<TopicPartition> partitions = List.of(new TopicPartition(NAMESPACE.topic(CountsApplication.OUTPUT), 0));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Awaitility.await().atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> counts.put(record.key(), record.value()));
                return counts.values().stream().mapToLong(Long::longValue).sum() >= records;
            });
        }
        return counts;
    }
}
