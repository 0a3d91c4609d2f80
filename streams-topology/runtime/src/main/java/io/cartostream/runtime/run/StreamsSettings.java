package io.cartostream.runtime.run;

import io.cartostream.contract.TopicName;
import io.cartostream.runtime.config.RuntimeConfig;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Translates the settings of an application into those of Kafka Streams and of Kafka's clients. */
public final class StreamsSettings {

    /** Records of up to 8 MB are forwarded with some framing; the topic's limit applies after compression. */
    private static final int MAX_REQUEST_BYTES = TopicName.MAX_MESSAGE_BYTES + 512 * 1024;

    private static final int BATCH_BYTES = 128 * 1024;
    private static final int POLL_RECORDS = 500;

    /** How long the partitions of a killed instance wait. Those of a replaced thread wait for its pause only: it stays a member. */
    private static final int SESSION_TIMEOUT_MS = 15_000;

    /**
     * How long a thread may hang (the coordinator does not end a transaction, a broker does not answer) before it is replaced and
     * its partitions move to other instances. Kafka's default is five minutes. One record's work is bounded, and between
     * records Kafka Streams polls in time.
     */
    private static final int STUCK_MS = 60_000;

    private StreamsSettings() {}

    /**
     * Returns the properties of {@code KafkaStreams}: exactly-once, explicit names, bounded waits.
     *
     * @param defaults settings of this application; the user's {@code kafka.*} settings win over them
     */
    public static Properties of(RuntimeConfig config, Map<String, ?> defaults) {
        Properties p = new Properties();
        p.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, "true");
        p.put(StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), TopicName.MAX_MESSAGE_BYTES);
        p.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        p.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
        p.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), MAX_REQUEST_BYTES);
        // the coordinator briefly refuses a transaction while it writes the markers of the previous one
        p.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), 10);
        p.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), POLL_RECORDS);
        p.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), SESSION_TIMEOUT_MS);
        p.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG), STUCK_MS);
        p.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_BLOCK_MS_CONFIG), STUCK_MS / 2);
        p.put(StreamsConfig.TASK_TIMEOUT_MS_CONFIG, (long) STUCK_MS);
        p.putAll(defaults);
        p.putAll(config.kafkaClientSettings());
        p.put(StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId());
        p.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
        p.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        p.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, config.commitInterval().toMillis());
        p.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.threads());
        p.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, config.standbyReplicas());
        p.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, config.replicationFactor());
        p.put(StreamsConfig.STATE_DIR_CONFIG, config.stateDir().toString());
        p.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksMemory.class);
        p.put(RocksMemory.BYTES_CONFIG, Long.toString(config.stateMemoryBytes()));
        config.instanceId()
                .ifPresent(id -> p.put(StreamsConfig.consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), id));
        return p;
    }

    public static Properties admin(RuntimeConfig config) {
        return client(config, StreamsConfig.ADMIN_CLIENT_PREFIX, "admin");
    }

    /** Returns the properties of a consumer outside of Kafka Streams. */
    public static Properties consumer(RuntimeConfig config) {
        return client(config, StreamsConfig.CONSUMER_PREFIX, "consumer");
    }

    /** Returns the properties of a producer outside of Kafka Streams. */
    public static Properties producer(RuntimeConfig config) {
        Properties p = client(config, StreamsConfig.PRODUCER_PREFIX, "producer");
        p.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
        return p;
    }

    /** Settings with the client's prefix win over settings without a prefix. */
    private static Properties client(RuntimeConfig config, String prefix, String name) {
        Properties p = new Properties();
        config.kafkaClientSettings().forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                p.put(key.substring(prefix.length()), value);
            } else if (!key.startsWith("producer.") && !key.contains("consumer.") && !key.startsWith("admin.")) {
                p.putIfAbsent(key, value);
            }
        });
        p.put("bootstrap.servers", config.bootstrapServers());
        p.put("client.id", config.applicationId() + "-" + name);
        return p;
    }
}
