package io.cartostream.topology.config;

import io.cartostream.contract.Namespace;
import io.cartostream.engine.EngineConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.config.types.Password;

/**
 * All settings of the application. Values may refer to {@code ${env:VARIABLE}}, {@code ${file:/path:key}} and
 * {@code ${dir:/path:file}}, so that secrets need not stand in the file. Immutable.
 */
public final class TopologyConfig extends AbstractConfig {

    /** Settings with this prefix go to every Kafka client, without it. */
    public static final String KAFKA_PREFIX = "kafka.";
    /** Settings with this prefix go to the schema registry's client, as they are. */
    public static final String REGISTRY_PREFIX = "schema.registry.";

    private static final Map<String, String> PROVIDERS = Map.of(
            "config.providers", "env,file,dir",
            "config.providers.env.class", "org.apache.kafka.common.config.provider.EnvVarConfigProvider",
            "config.providers.file.class", "org.apache.kafka.common.config.provider.FileConfigProvider",
            "config.providers.dir.class", "org.apache.kafka.common.config.provider.DirectoryConfigProvider");

    /** What correctness rests on: ours to set, nobody's to change. */
    private static final Set<String> RESERVED = Set.of(
            "acks",
            "application.id",
            "auto.offset.reset",
            "bootstrap.servers",
            "enable.auto.commit",
            "enable.idempotence",
            "group.id",
            "group.instance.id",
            "isolation.level",
            "key.deserializer",
            "key.serializer",
            "num.standby.replicas",
            "num.stream.threads",
            "partitioner.class",
            "partitioner.ignore.keys",
            "processing.guarantee",
            "replication.factor",
            "rocksdb.config.setter",
            "state.dir",
            "transactional.id",
            "value.deserializer",
            "value.serializer");

    private static final List<String> CLIENT_PREFIXES =
            List.of("main.consumer.", "restore.consumer.", "global.consumer.", "consumer.", "producer.", "admin.");

    private static final Pattern MISSING = Pattern.compile("Missing required configuration \"(.*)\" which.*");
    private static final Pattern INVALID = Pattern.compile("Invalid value (.*) for configuration ([^:]*): (.*)");

    private TopologyConfig(Map<String, String> settings) {
        super(ConfigKeys.DEFINITION, settings, PROVIDERS, false);
    }

    /**
     * Reads settings.
     *
     * @throws InvalidConfigException naming every problem
     */
    public static TopologyConfig of(Map<String, String> settings) {
        Map<String, String> resolved;
        try {
            resolved = resolve(settings);
        } catch (RuntimeException e) {
            throw new InvalidConfigException(List.of("a setting refers to what cannot be read: " + e.getMessage()));
        }
        List<String> problems = problemsOf(resolved);
        if (!problems.isEmpty()) {
            throw new InvalidConfigException(problems);
        }
        try {
            return new TopologyConfig(settings);
        } catch (ConfigException e) {
            throw new InvalidConfigException(List.of(String.valueOf(e.getMessage())));
        }
    }

    /** Every key with type, default and meaning; the reference documentation is made from it. */
    public static ConfigDef definition() {
        return new ConfigDef(ConfigKeys.DEFINITION);
    }

    private static Map<String, String> resolve(Map<String, String> settings) {
        Map<String, String> resolved = new HashMap<>();
        new AbstractConfig(new ConfigDef(), settings, PROVIDERS, false)
                .originals()
                .forEach((key, value) -> resolved.put(key, String.valueOf(value)));
        return resolved;
    }

    private static List<String> problemsOf(Map<String, String> settings) {
        List<String> problems = new ArrayList<>();
        for (ConfigValue value : ConfigKeys.DEFINITION.validate(settings)) {
            value.errorMessages().stream()
                    .findFirst()
                    .map(TopologyConfig::clear)
                    .ifPresent(problems::add);
        }
        for (String key : new TreeSet<>(settings.keySet())) {
            if (key.startsWith(KAFKA_PREFIX)) {
                String name = withoutClientPrefix(key.substring(KAFKA_PREFIX.length()));
                if (RESERVED.contains(name)) {
                    problems.add(key + " cannot be set: the application sets " + name + " itself");
                }
            } else if (!key.startsWith(REGISTRY_PREFIX)
                    && !ConfigKeys.DEFINITION.names().contains(key)) {
                problems.add(key + " is not a setting" + suggestionFor(key));
            }
        }
        problems.sort(String::compareTo);
        return problems;
    }

    /** Kafka's words, with the key in front. */
    private static String clear(String message) {
        Matcher missing = MISSING.matcher(message);
        Matcher invalid = INVALID.matcher(message);
        if (missing.matches()) {
            return missing.group(1) + " is missing";
        }
        return invalid.matches() ? invalid.group(2) + "='" + invalid.group(1) + "': " + invalid.group(3) : message;
    }

    private static String suggestionFor(String key) {
        return ConfigKeys.DEFINITION.names().stream()
                .filter(known -> known.endsWith("." + key) || key.endsWith("." + known) || known.startsWith(key + "."))
                .sorted()
                .findFirst()
                .map(known -> ": did you mean " + known + "?")
                .orElse(": see --help for the list");
    }

    private static String withoutClientPrefix(String name) {
        for (String prefix : CLIENT_PREFIXES) {
            if (name.startsWith(prefix)) {
                return name.substring(prefix.length());
            }
        }
        return name;
    }

    /** The prefix of topics, subjects and groups. */
    public Namespace namespace() {
        return new Namespace(getString(TopologyKeys.NAMESPACE));
    }

    /** Application id, which is also the consumer group: {@code <namespace>.topology}. */
    public String applicationId() {
        return namespace().group("topology");
    }

    /** host:port pairs of brokers. */
    public String bootstrapServers() {
        return String.join(",", getList(TopologyKeys.BOOTSTRAP_SERVERS));
    }

    /** URLs of the schema registry. */
    public List<String> registryUrls() {
        return getList(TopologyKeys.REGISTRY_URL);
    }

    /** Settings for the Kafka clients, prefixes {@code consumer.}, {@code producer.}, {@code admin.} kept. */
    public Map<String, Object> kafkaClientSettings() {
        return withPrefix(KAFKA_PREFIX, true);
    }

    /** Settings for the registry's client and the serdes, prefix kept where Confluent's names have it. */
    public Map<String, Object> registrySettings() {
        Map<String, Object> settings = new TreeMap<>();
        withPrefix(REGISTRY_PREFIX, false).forEach((key, value) -> {
            settings.put(key, value);
            String bare = key.substring(REGISTRY_PREFIX.length());
            if (bare.startsWith("basic.auth.") || bare.startsWith("bearer.auth.")) {
                settings.put(bare, value);
            }
        });
        settings.put(TopologyKeys.REGISTRY_URL, String.join(",", registryUrls()));
        return settings;
    }

    private Map<String, Object> withPrefix(String prefix, boolean strip) {
        Map<String, Object> found = new TreeMap<>();
        originals().forEach((key, value) -> {
            if (key.startsWith(prefix) && !String.valueOf(value).isEmpty()) {
                String plain = value instanceof Password password ? password.value() : String.valueOf(value);
                found.put(strip ? key.substring(prefix.length()) : key, plain);
            }
        });
        return found;
    }

    /** Folder of the user's own model files. */
    public Optional<Path> modelsFolder() {
        return optionalPath(TopologyKeys.MODELS_FOLDER);
    }

    /** Whether a faulty model file stops the start instead of freezing its types. */
    public boolean modelsStrict() {
        return getBoolean(TopologyKeys.MODELS_STRICT);
    }

    /** Whether a record in another partition than its key's is dead-lettered. */
    public boolean partitionCheck() {
        return getBoolean(TopologyKeys.PARTITION_CHECK);
    }

    /** The engine's settings. */
    public EngineConfig engine() {
        return new EngineConfig(
                getDouble(TopologyKeys.BRAKE_SHARE),
                getInt(TopologyKeys.BRAKE_MIN_RESOURCES),
                getInt(TopologyKeys.BRAKE_WHOLE_SCOPE),
                Duration.ofMillis(getLong(TopologyKeys.BRAKE_CONFIRM_MS)),
                Duration.ofMillis(getLong(TopologyKeys.TOMBSTONE_MS)),
                getInt(TopologyKeys.SLICE));
    }

    /** How often stored work is looked for while no records arrive. */
    public Duration sliceInterval() {
        return Duration.ofMillis(getLong(TopologyKeys.SLICE_INTERVAL_MS));
    }

    /** The state folder. */
    public Path stateDir() {
        return Path.of(getString(TopologyKeys.STATE_DIR));
    }

    /** Bytes that all RocksDB instances of the process share for blocks and write buffers. */
    public long stateMemoryBytes() {
        return getLong(TopologyKeys.STATE_MEMORY);
    }

    /** Replication of changelog topics; -1 is the broker's default. */
    public int replicationFactor() {
        return getInt(TopologyKeys.REPLICATION_FACTOR);
    }

    /** Warm copies of each store on other instances. */
    public int standbyReplicas() {
        return getInt(TopologyKeys.STANDBYS);
    }

    /** Stream threads. */
    public int threads() {
        return getInt(TopologyKeys.THREADS);
    }

    /** A name that is this instance's alone and outlives restarts. */
    public Optional<String> instanceId() {
        return Optional.of(getString(TopologyKeys.INSTANCE_ID)).filter(id -> !id.isBlank());
    }

    /** How often transactions are committed while records arrive. */
    public Duration commitInterval() {
        return Duration.ofMillis(getLong(TopologyKeys.COMMIT_MS));
    }

    /** How often processed records of the engine's own topics are deleted. */
    public Duration purgeInterval() {
        return Duration.ofMillis(getLong(TopologyKeys.PURGE_MS));
    }

    /** How long one record waits for an unreachable registry before its thread starts over. */
    public Duration registryRetry() {
        return Duration.ofMillis(getLong(TopologyKeys.REGISTRY_RETRY_MS));
    }

    /** How long the start waits for broker and registry. */
    public Duration startTimeout() {
        return Duration.ofMillis(getLong(TopologyKeys.START_TIMEOUT_MS));
    }

    /** How long the stop waits for open transactions. */
    public Duration stopTimeout() {
        return Duration.ofMillis(getLong(TopologyKeys.STOP_TIMEOUT_MS));
    }

    /** How long a partition may stand still before records without any reason. */
    public Duration stallTimeout() {
        return Duration.ofMillis(getLong(TopologyKeys.STALL_TIMEOUT_MS));
    }

    /** A file that exists while the application is running. */
    public Optional<Path> readyFile() {
        return optionalPath(TopologyKeys.READY_FILE);
    }

    /** How many scopes are shown one by one in the metrics. */
    public int metricsScopes() {
        return getInt(TopologyKeys.METRICS_SCOPES);
    }

    /** Port of GET /ready and /live; 0 is none. */
    public int healthPort() {
        return getInt(TopologyKeys.HEALTH_PORT);
    }

    private Optional<Path> optionalPath(String key) {
        return Optional.of(getString(key)).filter(text -> !text.isBlank()).map(Path::of);
    }
}
