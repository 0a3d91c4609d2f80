package io.cartostream.runtime.config;

import io.cartostream.contract.Namespace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;

/**
 * The settings that every Streams application has: connections, state, threads, timeouts, health. An application adds its own
 * keys to {@link #definition} and hands the validated whole to {@link #RuntimeConfig}. Immutable.
 */
public final class RuntimeConfig {

    private final String role;
    private final ValidatedSettings settings;

    /**
     * Gives typed access to settings that were validated with {@link #definition}, or with a definition that extends it.
     *
     * @param role the application's name within its namespace, e.g. {@code topology}
     */
    public RuntimeConfig(String role, ValidatedSettings settings) {
        this.role = role;
        this.settings = settings;
    }

    /**
     * Validates the settings of an application that has no further keys.
     *
     * @throws InvalidConfigException with every problem
     */
    public static RuntimeConfig of(String role, Map<String, String> settings) {
        return new RuntimeConfig(role, ValidatedSettings.of(definition(role), settings));
    }

    /** Returns a new definition of these settings, which an application may extend. */
    public static ConfigDef definition(String role) {
        return RuntimeKeys.operation(RuntimeKeys.state(RuntimeKeys.registry(RuntimeKeys.kafka(new ConfigDef())), role));
    }

    /** The prefix of topics, subjects and groups. */
    public Namespace namespace() {
        return new Namespace(settings.getString(RuntimeKeys.NAMESPACE));
    }

    /** The application id, which is also the consumer group: {@code <namespace>.<role>}. */
    public String applicationId() {
        return namespace().group(role);
    }

    public String bootstrapServers() {
        return String.join(",", settings.getList(RuntimeKeys.BOOTSTRAP_SERVERS));
    }

    public List<String> registryUrls() {
        return settings.getList(RuntimeKeys.REGISTRY_URL);
    }

    /** Settings for the Kafka clients; the prefixes {@code consumer.}, {@code producer.}, {@code admin.} are kept. */
    public Map<String, Object> kafkaClientSettings() {
        return settings.withPrefix(ValidatedSettings.KAFKA_PREFIX, true);
    }

    /** Settings for the registry's client and the serdes; the prefix is kept where Confluent's names have it. */
    public Map<String, Object> registrySettings() {
        Map<String, Object> found = new TreeMap<>();
        settings.withPrefix(ValidatedSettings.REGISTRY_PREFIX, false).forEach((key, value) -> {
            found.put(key, value);
            String bare = key.substring(ValidatedSettings.REGISTRY_PREFIX.length());
            if (bare.startsWith("basic.auth.") || bare.startsWith("bearer.auth.")) {
                found.put(bare, value);
            }
        });
        found.put(RuntimeKeys.REGISTRY_URL, String.join(",", registryUrls()));
        return found;
    }

    public Path stateDir() {
        return Path.of(settings.getString(RuntimeKeys.STATE_DIR));
    }

    /** Bytes that all RocksDB instances of the process share for blocks and write buffers. */
    public long stateMemoryBytes() {
        return settings.getLong(RuntimeKeys.STATE_MEMORY);
    }

    /** Replicas of changelog topics; -1 is the broker's default. */
    public int replicationFactor() {
        return settings.getInt(RuntimeKeys.REPLICATION_FACTOR);
    }

    /** Warm copies of each store on other instances. */
    public int standbyReplicas() {
        return settings.getInt(RuntimeKeys.STANDBYS);
    }

    /** Number of stream threads. */
    public int threads() {
        return settings.getInt(RuntimeKeys.THREADS);
    }

    /** A name that is unique among the instances and survives restarts. */
    public Optional<String> instanceId() {
        return Optional.of(settings.getString(RuntimeKeys.INSTANCE_ID)).filter(id -> !id.isBlank());
    }

    /** How often transactions are committed while records arrive. */
    public Duration commitInterval() {
        return settings.millis(RuntimeKeys.COMMIT_MS);
    }

    /** How long one record waits for an unreachable registry before its thread restarts. */
    public Duration registryRetry() {
        return settings.millis(RuntimeKeys.REGISTRY_RETRY_MS);
    }

    /** How long the start waits for the broker and the registry. */
    public Duration startTimeout() {
        return settings.millis(RuntimeKeys.START_TIMEOUT_MS);
    }

    /** How long the stop waits for open transactions. */
    public Duration stopTimeout() {
        return settings.millis(RuntimeKeys.STOP_TIMEOUT_MS);
    }

    /** How long a partition may make no progress, for no known reason, while it has records. */
    public Duration stallTimeout() {
        return settings.millis(RuntimeKeys.STALL_TIMEOUT_MS);
    }

    /** A file that exists while the application runs. */
    public Optional<Path> readyFile() {
        return settings.path(RuntimeKeys.READY_FILE);
    }

    /** Port of GET /ready and GET /live; 0 means none. */
    public int healthPort() {
        return settings.getInt(RuntimeKeys.HEALTH_PORT);
    }
}
