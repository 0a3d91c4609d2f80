package io.cartostream.cli;

import io.cartostream.testkit.BrokerProcess;
import io.cartostream.testkit.RegistryProcess;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** A broker and a schema registry, with the command line pointed at them. Close it. */
public final class LocalCluster implements AutoCloseable {

    private final BrokerProcess broker;
    private final RegistryProcess registry;

    private LocalCluster(BrokerProcess broker, RegistryProcess registry) {
        this.broker = broker;
        this.registry = registry;
    }

    /** Starts both; returns when both answer. */
    public static LocalCluster start(Path folder) throws IOException {
        LocalCluster cluster = new LocalCluster(BrokerProcess.start(folder), RegistryProcess.start(folder));
        try {
            cluster.broker.awaitReady();
            cluster.registry.awaitReady();
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    public BrokerProcess broker() {
        return broker;
    }

    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    public String registryUrl() {
        return registry.url();
    }

    /** Runs a command against this cluster. */
    public CliRun run(String... arguments) {
        List<String> all =
                new ArrayList<>(List.of("--bootstrap-servers", bootstrapServers(), "--registry-url", registryUrl()));
        all.addAll(List.of(arguments));
        return CliRun.of(all.toArray(String[]::new));
    }

    /** Sends a record as another part of the pipeline would; returns when it is durable. */
    public RecordMetadata put(
            String topic,
            @Nullable Integer partition,
            @Nullable String key,
            Object value,
            Map<String, String> headers) {
        RecordHeaders all = new RecordHeaders();
        headers.forEach((name, text) -> all.add(name, text.getBytes(StandardCharsets.UTF_8)));
        Map<String, Object> avro = Map.of(
                "schema.registry.url",
                registryUrl(),
                "auto.register.schemas",
                false,
                "avro.remove.java.properties",
                true);
        try (KafkaAvroSerializer serializer = new KafkaAvroSerializer();
                KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", bootstrapServers(), "acks", "all"),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            serializer.configure(avro, false);
            byte[] bytes = value instanceof byte[] raw ? raw : serializer.serialize(topic.replace("-dlq", ""), value);
            return producer.send(new ProducerRecord<>(topic, partition, key, bytes, all))
                    .get(20, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        registry.close();
        broker.close();
    }
}
