package io.cartostream.connect.neo4j.config;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * The connector's configuration. The reference documentation is generated from its {@link #DEFINITION}; the keys are declared in
 * {@link ConnectionKeys}, {@link WriteKeys} and {@link FenceKeys}.
 */
public final class SinkConfig extends AbstractConfig {
    /** Set by the connector: the number of the task. */
    public static final String TASK_ID = "cartostream.task.id";
    /** Set by the connector: the number of tasks. */
    public static final String TASKS = "cartostream.tasks";

    private static final String GROUP = "consumer.override.group.id";
    private static final String DEAD_LETTER_TOPIC = "errors.deadletterqueue.topic.name";

    /** Every key, with its documentation. */
    public static final ConfigDef DEFINITION = definition();

    public SinkConfig(Map<String, String> properties) {
        super(DEFINITION, properties, false);
    }

    private static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        ConnectionKeys.defineAddress(definition);
        WriteKeys.define(definition);
        ConnectionKeys.defineTimeouts(definition);
        FenceKeys.define(definition);
        return ConfigGroups.grouped(definition);
    }

    /** Name of the connector. */
    public String connector() {
        return originalsStrings().getOrDefault("name", "neo4j-sink");
    }

    /** Group of the connector's consumers. */
    public String group() {
        return originalsStrings().getOrDefault(GROUP, "connect-" + connector());
    }

    public String taskId() {
        return originalsStrings().getOrDefault(TASK_ID, "0");
    }

    /** Whether reported records go to a topic, rather than only to the worker's log. */
    public boolean hasDeadLetterTopic() {
        return !originalsStrings().getOrDefault(DEAD_LETTER_TOPIC, "").isBlank();
    }

    public String database() {
        return getString(ConnectionKeys.DATABASE);
    }

    public Duration transactionTimeout() {
        return Duration.ofMillis(getLong(ConnectionKeys.TRANSACTION_TIMEOUT));
    }

    /** Pause between attempts to reach the database. */
    public long reconnectMillis() {
        return getLong(WriteKeys.RECONNECT);
    }

    public List<ConfiguredIndex> indexes() {
        return getList(WriteKeys.INDEXES).stream().map(ConfiguredIndex::parse).toList();
    }

    public WriteLimits limits() {
        return new WriteLimits(
                getInt(WriteKeys.BATCH_ROWS),
                getInt(WriteKeys.BATCH_BYTES),
                getInt(WriteKeys.RETRY_ATTEMPTS),
                getInt(WriteKeys.RETRY_BACKOFF),
                getInt(WriteKeys.BAD_ROW_ATTEMPTS),
                !originalsStrings().getOrDefault(TASKS, "1").equals("1"));
    }

    /** Whether fences protect the writes. */
    public boolean fenced() {
        return getBoolean(FenceKeys.ENABLED);
    }

    /** Name that distinguishes this connector's fences from those of others. */
    public String writer() {
        String name = getString(FenceKeys.WRITER);
        return name.isBlank() ? connector() : name;
    }

    /** How long the topic retains deletions. */
    public Duration retention() {
        return Duration.ofMillis(getLong(FenceKeys.RETENTION));
    }

    /** Whether a gap stops the task, rather than only logging a warning. */
    public boolean refusesGaps() {
        return getString(FenceKeys.ON_GAP).equals(FenceKeys.REFUSE);
    }

    /** Properties of the client that asks Kafka for ids and positions. */
    public Map<String, Object> kafka() {
        Map<String, Object> client = new HashMap<>(originalsWithPrefix(FenceKeys.KAFKA_PREFIX));
        client.putIfAbsent("client.id", "neo4j-sink-" + connector() + "-" + taskId());
        return client;
    }
}
