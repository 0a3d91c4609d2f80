package io.cartostream.topology.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.NO_DEFAULT_VALUE;
import static org.apache.kafka.common.config.ConfigDef.Range.between;

import io.cartostream.contract.Namespace;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigException;

/** Every key with type, default, check and meaning. */
final class ConfigKeys {

    private static final long DAY_MS = 24L * 3600 * 1000;
    private static final long HOUR_MS = 3600L * 1000;
    private static final int LARGEST_PORT = 65_535;

    private static final Validator LEGAL_NAMESPACE = ConfigDef.LambdaValidator.with(
            (key, value) -> {
                try {
                    new Namespace(String.valueOf(value));
                } catch (IllegalArgumentException e) {
                    throw new ConfigException(key, value, String.valueOf(e.getMessage()));
                }
            },
            () -> "1 to 100 letters, digits, dots, dashes, underscores");

    private static final Validator NOT_EMPTY = ConfigDef.LambdaValidator.with(
            (key, value) -> {
                if (value == null || value.toString().isBlank() || "[]".equals(value.toString())) {
                    throw new ConfigException(key, value, "must not be empty");
                }
            },
            () -> "not empty");

    static final ConfigDef DEFINITION = connections(engine(state(operation(new ConfigDef()))));

    private ConfigKeys() {}

    private static ConfigDef connections(ConfigDef def) {
        return def.define(
                        TopologyKeys.NAMESPACE,
                        Type.STRING,
                        Namespace.DEFAULT_PREFIX,
                        LEGAL_NAMESPACE,
                        HIGH,
                        "Prefix of topics, subjects, the application id and its group. Several estates share a cluster by different namespaces.")
                .define(
                        TopologyKeys.BOOTSTRAP_SERVERS,
                        Type.LIST,
                        NO_DEFAULT_VALUE,
                        NOT_EMPTY,
                        HIGH,
                        "Kafka brokers, host:port, comma-separated.")
                .define(
                        TopologyKeys.REGISTRY_URL,
                        Type.LIST,
                        NO_DEFAULT_VALUE,
                        NOT_EMPTY,
                        HIGH,
                        "URLs of the schema registry (Confluent's API), comma-separated. Any other schema.registry.* key is passed to its client.")
                .define(
                        TopologyKeys.REGISTRY_USER_SOURCE,
                        Type.STRING,
                        "",
                        MEDIUM,
                        "Where the registry's client takes its user from: USER_INFO, URL or SASL_INHERIT.")
                .define(
                        TopologyKeys.REGISTRY_USER_INFO,
                        Type.PASSWORD,
                        "",
                        MEDIUM,
                        "user:password of the registry, for the source USER_INFO.")
                .define(TopologyKeys.REGISTRY_TOKEN, Type.PASSWORD, "", MEDIUM, "Bearer token of the registry.")
                .define(
                        TopologyKeys.REGISTRY_KEYSTORE_PASSWORD,
                        Type.PASSWORD,
                        "",
                        LOW,
                        "Password of the registry client's key store.")
                .define(TopologyKeys.REGISTRY_KEY_PASSWORD, Type.PASSWORD, "", LOW, "Password of the key in it.")
                .define(
                        TopologyKeys.REGISTRY_TRUSTSTORE_PASSWORD,
                        Type.PASSWORD,
                        "",
                        LOW,
                        "Password of the registry client's trust store.")
                .define(
                        TopologyKeys.KAFKA_SECURITY_PROTOCOL,
                        Type.STRING,
                        "PLAINTEXT",
                        ConfigDef.ValidString.in("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"),
                        HIGH,
                        "How the brokers are spoken to. Any other kafka.* key is passed to the Kafka clients without its prefix; kafka.consumer.*, kafka.producer.* and kafka.admin.* to one kind of client.")
                .define(
                        TopologyKeys.KAFKA_SASL_MECHANISM,
                        Type.STRING,
                        "",
                        MEDIUM,
                        "SASL mechanism, e.g. SCRAM-SHA-512.")
                .define(
                        TopologyKeys.KAFKA_JAAS,
                        Type.PASSWORD,
                        "",
                        MEDIUM,
                        "JAAS line with the Kafka user and password.")
                .define(
                        TopologyKeys.KAFKA_KEYSTORE_PASSWORD,
                        Type.PASSWORD,
                        "",
                        LOW,
                        "Password of the Kafka clients' key store.")
                .define(TopologyKeys.KAFKA_KEY_PASSWORD, Type.PASSWORD, "", LOW, "Password of the key in it.")
                .define(
                        TopologyKeys.KAFKA_TRUSTSTORE_PASSWORD,
                        Type.PASSWORD,
                        "",
                        LOW,
                        "Password of the Kafka clients' trust store.");
    }

    private static ConfigDef engine(ConfigDef def) {
        return def.define(
                        TopologyKeys.MODELS_FOLDER,
                        Type.STRING,
                        "",
                        MEDIUM,
                        "Folder with model files of your own (YAML), beside those that are built in.")
                .define(
                        TopologyKeys.MODELS_STRICT,
                        Type.BOOLEAN,
                        false,
                        MEDIUM,
                        "true: a model file with an error stops the start. false: it freezes its resource types (their facts are kept) and is reported.")
                .define(
                        TopologyKeys.PARTITION_CHECK,
                        Type.BOOLEAN,
                        true,
                        LOW,
                        "Dead-letter raw records that stand in another partition than murmur2(key) gives.")
                .define(
                        TopologyKeys.BRAKE_SHARE,
                        Type.DOUBLE,
                        0.3,
                        between(0.0, 1.0),
                        MEDIUM,
                        "A retraction of more than this share of a scope's resources is held until confirmed. 1 turns this brake off.")
                .define(
                        TopologyKeys.BRAKE_MIN_RESOURCES,
                        Type.INT,
                        20,
                        between(1, Integer.MAX_VALUE),
                        MEDIUM,
                        "A retraction of fewer resources is not held by its share.")
                .define(
                        TopologyKeys.BRAKE_WHOLE_SCOPE,
                        Type.INT,
                        5,
                        between(1, Integer.MAX_VALUE),
                        MEDIUM,
                        "The retraction of a whole scope of at least this many resources is held.")
                .define(
                        TopologyKeys.BRAKE_CONFIRM_MS,
                        Type.LONG,
                        600_000L,
                        between(0, 30 * DAY_MS),
                        MEDIUM,
                        "A second complete sync confirms a held retraction if it starts at least this much later.")
                .define(
                        TopologyKeys.TOMBSTONE_MS,
                        Type.LONG,
                        30 * DAY_MS,
                        between(0, 3650 * DAY_MS),
                        LOW,
                        "How long a deleted entity is remembered before its tombstone is written. A sink must not be away for longer.")
                .define(
                        TopologyKeys.SLICE,
                        Type.INT,
                        1_000,
                        between(1, 10_000),
                        LOW,
                        "Long work (a large retraction, a hub's relationships) is stored and done in slices of this many steps.")
                .define(
                        TopologyKeys.SLICE_INTERVAL_MS,
                        Type.LONG,
                        20L,
                        between(1, 10_000),
                        LOW,
                        "How often stored work is continued while no records arrive.");
    }

    private static ConfigDef state(ConfigDef def) {
        return def.define(
                        TopologyKeys.STATE_DIR,
                        Type.STRING,
                        "state/topology",
                        NOT_EMPTY,
                        HIGH,
                        "Folder of the state stores. Keep it on a volume: without it the stores are restored from Kafka.")
                .define(
                        TopologyKeys.STATE_MEMORY,
                        Type.LONG,
                        384L * 1024 * 1024,
                        between(16L * 1024 * 1024, Long.MAX_VALUE),
                        MEDIUM,
                        "Bytes off heap that all state stores of the process share for block cache and write buffers.")
                .define(
                        TopologyKeys.REPLICATION_FACTOR,
                        Type.INT,
                        -1,
                        between(-1, Short.MAX_VALUE),
                        MEDIUM,
                        "Replicas of changelog topics; -1 is the broker's default.")
                .define(
                        TopologyKeys.STANDBYS,
                        Type.INT,
                        0,
                        between(0, 10),
                        MEDIUM,
                        "Warm copies of each state store on other instances.");
    }

    private static ConfigDef operation(ConfigDef def) {
        return def.define(TopologyKeys.THREADS, Type.INT, 2, between(1, 256), MEDIUM, "Stream threads.")
                .define(
                        TopologyKeys.INSTANCE_ID,
                        Type.STRING,
                        "",
                        MEDIUM,
                        "A name that no other instance has and that outlives restarts (a stateful set's pod name): a restarted instance takes its partitions back at once. Empty: a killed instance is missed only after the session timeout.")
                .define(
                        TopologyKeys.COMMIT_MS,
                        Type.LONG,
                        200L,
                        between(10, 10_000),
                        LOW,
                        "How often transactions are committed under load. A lone change does not wait for it.")
                .define(
                        TopologyKeys.PURGE_MS,
                        Type.LONG,
                        30_000L,
                        between(100, HOUR_MS),
                        LOW,
                        "How often processed records of facts-by-node, relationships-by-target and lookups-by-value are deleted.")
                .define(
                        TopologyKeys.REGISTRY_RETRY_MS,
                        Type.LONG,
                        5_000L,
                        between(0, 60_000),
                        LOW,
                        "How long a record with a schema id not seen before waits for an unreachable registry before its thread starts over. Keep it below the transaction timeout of ten seconds.")
                .define(
                        TopologyKeys.START_TIMEOUT_MS,
                        Type.LONG,
                        30_000L,
                        between(1_000, HOUR_MS),
                        LOW,
                        "How long the start waits for broker and registry before it gives up.")
                .define(
                        TopologyKeys.STOP_TIMEOUT_MS,
                        Type.LONG,
                        20_000L,
                        between(0, HOUR_MS),
                        LOW,
                        "How long the stop waits for open transactions.")
                .define(
                        TopologyKeys.STALL_TIMEOUT_MS,
                        Type.LONG,
                        300_000L,
                        between(10_000, DAY_MS),
                        LOW,
                        "How long a partition of this instance may hold records that none of its threads reads, though nothing has failed and no state is restored, before the process ends with exit code 1, to be started again.")
                .define(
                        TopologyKeys.READY_FILE,
                        Type.STRING,
                        "",
                        LOW,
                        "A file that is written when the application runs and removed when it stops.")
                .define(
                        TopologyKeys.METRICS_SCOPES,
                        Type.INT,
                        2_000,
                        between(0, 1_000_000),
                        LOW,
                        "So many scopes of the process are shown one by one in the metrics; those that are stale or held before others.")
                .define(
                        TopologyKeys.HEALTH_PORT,
                        Type.INT,
                        0,
                        between(0, LARGEST_PORT),
                        LOW,
                        "Port of GET /ready and GET /live on all interfaces; 0: none.");
    }
}
