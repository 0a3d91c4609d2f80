package io.cartostream.producer.publish;

import io.cartostream.contract.TopicName;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The properties of our Kafka clients: what may be tuned first, then the user's, then what the protocol needs. */
final class ClientConfig {

    private ClientConfig() {}

    static Map<String, Object> producer(PublisherSettings settings) {
        int deliveryMs = Math.toIntExact(settings.deliveryTimeout().toMillis());
        Map<String, Object> config = new HashMap<>();
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.LINGER_MS_CONFIG, "5");
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, "262144");
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, "33554432");
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.max(1, Math.min(30_000, deliveryMs - 1000)));
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, deliveryMs);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, deliveryMs);
        config.put(ProducerConfig.CLIENT_ID_CONFIG, settings.namespace().group("producer"));
        config.putAll(settings.clientProperties());
        config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicName.MAX_MESSAGE_BYTES);
        config.remove(ProducerConfig.PARTITIONER_CLASS_CONFIG);
        config.remove(ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG);
        config.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        config.remove(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG);
        config.remove(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
        return config;
    }

    static Map<String, Object> serializer(PublisherSettings settings) {
        long timeoutMs = settings.connectTimeout().toMillis();
        Map<String, Object> config = new HashMap<>();
        config.put("http.connect.timeout.ms", Long.toString(timeoutMs));
        config.put("http.read.timeout.ms", Long.toString(timeoutMs));
        config.putAll(settings.clientProperties());
        config.put("schema.registry.url", settings.registryUrl());
        config.put("auto.register.schemas", false);
        config.put("use.latest.version", false);
        config.put("avro.remove.java.properties", true);
        config.put("value.subject.name.strategy", "io.confluent.kafka.serializers.subject.TopicNameStrategy");
        return config;
    }

    /** Of a consumer that is in no group and reads a topic from its beginning. */
    static Map<String, Object> consumer(PublisherSettings settings) {
        int timeoutMs = Math.toIntExact(settings.connectTimeout().toMillis());
        Map<String, Object> config = new HashMap<>(settings.clientProperties());
        config.keySet().removeIf(key -> key.startsWith("schema.registry."));
        config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, settings.namespace().group("producer-scopes"));
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeoutMs);
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return config;
    }

    static Map<String, Object> admin(PublisherSettings settings) {
        int timeoutMs = Math.toIntExact(settings.connectTimeout().toMillis());
        Map<String, Object> config = new HashMap<>(settings.clientProperties());
        config.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        config.put(AdminClientConfig.CLIENT_ID_CONFIG, settings.namespace().group("producer-check"));
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, timeoutMs);
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeoutMs);
        return config;
    }
}
