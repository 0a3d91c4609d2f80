package io.cartostream.topology.run;

import io.cartostream.contract.TopicName;
import io.cartostream.topology.config.TopologyConfig;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Our settings as those of Kafka Streams. */
public final class StreamsSettings {

    /** Raw records of up to 8 MB are sent on with a little around them; the topic's limit counts after compression. */
    private static final int MAX_REQUEST_BYTES = TopicName.MAX_MESSAGE_BYTES + 512 * 1024;

    private static final int BATCH_BYTES = 128 * 1024;
    private static final long SCOPE_CACHE_BYTES = 8L * 1024 * 1024;
    private static final int POLL_RECORDS = 500;

    /** How long a killed instance's partitions stand still; a replaced thread's do so after its pause, for it stays a member. */
    private static final int SESSION_TIMEOUT_MS = 15_000;

    /**
     * How long a thread may be stuck (a transaction that the coordinator does not end, a broker that does not answer) before its
     * partitions go to others and it is replaced; five minutes by default. A record's work is bounded, and between records Kafka
     * Streams polls in time by itself.
     */
    private static final int STUCK_MS = 60_000;

    private StreamsSettings() {}

    /** The properties that {@code KafkaStreams} takes. */
    public static Properties of(TopologyConfig config) {
        Properties p = new Properties();
        p.put(StreamsConfig.POLL_MS_CONFIG, Long.toString(config.sliceInterval().toMillis()));
        p.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, Long.toString(SCOPE_CACHE_BYTES));
        // the engine converges whatever the interleaving: never wait for the slower of two topics
        p.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, Long.toString(StreamsConfig.MAX_TASK_IDLE_MS_DISABLED));
        p.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, "true");
        p.put(StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), TopicName.MAX_MESSAGE_BYTES);
        p.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        p.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
        p.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), MAX_REQUEST_BYTES);
        // a transaction that begins while the markers of the last one are written is refused for a moment
        p.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), 10);
        p.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), POLL_RECORDS);
        p.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), SESSION_TIMEOUT_MS);
        p.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG), STUCK_MS);
        p.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_BLOCK_MS_CONFIG), STUCK_MS / 2);
        p.put(StreamsConfig.TASK_TIMEOUT_MS_CONFIG, (long) STUCK_MS);
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

    /** The properties of an admin client. */
    public static Properties admin(TopologyConfig config) {
        return client(config, StreamsConfig.ADMIN_CLIENT_PREFIX, "admin");
    }

    /** The properties of a consumer beside those of Kafka Streams. */
    public static Properties consumer(TopologyConfig config) {
        return client(config, StreamsConfig.CONSUMER_PREFIX, "consumer");
    }

    /** The properties of a producer beside those of Kafka Streams. */
    public static Properties producer(TopologyConfig config) {
        Properties p = client(config, StreamsConfig.PRODUCER_PREFIX, "producer");
        p.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
        return p;
    }

    /** Settings with the client's own prefix win over those without any. */
    private static Properties client(TopologyConfig config, String prefix, String name) {
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
