package io.cartostream.worker;

import io.cartostream.contract.TopicName;
import io.cartostream.producer.publish.PublisherSettings;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Makes the worker's Kafka clients. Every failure becomes one line for people. */
final class WorkerClients {

    private static final int TIMEOUT_MS = 8_000;

    private final PublisherSettings settings;

    WorkerClients(PublisherSettings settings) {
        this.settings = settings;
    }

    /** Fails unless the topics of jobs exist; returns within bounded time. */
    void requireTopics() {
        List<String> wanted = List.of(topic(TopicName.SYNC_JOBS), topic(TopicName.SYNC_JOBS_DLQ));
        Map<String, Object> properties = properties();
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
        try (Admin admin = Admin.create(properties)) {
            Set<String> present = admin.listTopics().names().get(TIMEOUT_MS + 1_000, TimeUnit.MILLISECONDS);
            List<String> missing =
                    wanted.stream().filter(name -> !present.contains(name)).toList();
            if (!missing.isEmpty()) {
                throw new WorkerException(
                        "no topic " + String.join(", ", missing) + " on " + settings.bootstrapServers()
                                + ", or no permission to see it. Run `cartostream deploy`, or check the namespace and the user's"
                                + " rights.",
                        null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorkerException("interrupted while waiting for Kafka", e);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw failure(e);
        }
    }

    /** A member of the workers' group that receives one job at a time. */
    Consumer<String, byte[]> consumer() {
        Map<String, Object> properties = properties();
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, JobWorker.group(settings.namespace()));
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        properties.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, TopicName.MAX_MESSAGE_BYTES);
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
        return new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** An idempotent producer of single records, each of which is awaited. */
    Producer<String, byte[]> producer() {
        Map<String, Object> properties = properties();
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicName.MAX_MESSAGE_BYTES);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, TIMEOUT_MS);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        return new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
    }

    /** Reads jobs as {@link io.cartostream.avro.SyncJob}. */
    KafkaAvroDeserializer deserializer() {
        Map<String, Object> properties = new HashMap<>(settings.clientProperties());
        properties.put("schema.registry.url", settings.registryUrl());
        properties.put("specific.avro.reader", true);
        KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer();
        deserializer.configure(properties, false);
        return deserializer;
    }

    String topic(TopicName name) {
        return settings.namespace().topic(name);
    }

    WorkerException failure(Throwable problem) {
        Throwable cause =
                problem instanceof ExecutionException && problem.getCause() != null ? problem.getCause() : problem;
        if (cause instanceof TimeoutException || cause instanceof org.apache.kafka.common.errors.TimeoutException) {
            return new WorkerException(
                    "Kafka at " + settings.bootstrapServers() + " does not answer (waited " + TIMEOUT_MS / 1000
                            + " s). Is it running?",
                    cause);
        }
        return new WorkerException("Kafka at " + settings.bootstrapServers() + ": " + rootMessage(cause), cause);
    }

    static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return message == null ? "no reason given" : message;
    }

    private Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>(settings.clientProperties());
        properties.keySet().removeIf(key -> key.startsWith("schema.registry."));
        properties.putIfAbsent("client.id", settings.namespace().group("worker"));
        // a socket that cannot be opened is given up early, so that the whole wait stays bounded
        properties.putIfAbsent("socket.connection.setup.timeout.ms", "3000");
        properties.putIfAbsent("socket.connection.setup.timeout.max.ms", "5000");
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        return properties;
    }
}
