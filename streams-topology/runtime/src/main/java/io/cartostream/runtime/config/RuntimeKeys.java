package io.cartostream.runtime.config;

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

/** Key, type, default, check and meaning of each setting of {@link RuntimeConfig}. */
final class RuntimeKeys {

    static final String NAMESPACE = "namespace";
    static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
    static final String REGISTRY_URL = "schema.registry.url";
    static final String STATE_DIR = "state.dir";
    static final String STATE_MEMORY = "state.memory.bytes";
    static final String REPLICATION_FACTOR = "state.replication.factor";
    static final String STANDBYS = "state.standby.replicas";
    static final String THREADS = "threads";
    static final String INSTANCE_ID = "instance.id";
    static final String COMMIT_MS = "commit.interval.ms";
    static final String REGISTRY_RETRY_MS = "registry.retry.ms";
    static final String START_TIMEOUT_MS = "start.timeout.ms";
    static final String STOP_TIMEOUT_MS = "stop.timeout.ms";
    static final String STALL_TIMEOUT_MS = "stall.timeout.ms";
    static final String READY_FILE = "ready.file";
    static final String HEALTH_PORT = "health.port";

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

    private RuntimeKeys() {}

    static ConfigDef kafka(ConfigDef def) {
        return def.define(
                        NAMESPACE,
                        Type.STRING,
                        Namespace.DEFAULT_PREFIX,
                        LEGAL_NAMESPACE,
                        HIGH,
                        "Prefix of topics, subjects, the application id and its group. Several estates share a cluster under different namespaces.")
                .define(
                        BOOTSTRAP_SERVERS,
                        Type.LIST,
                        NO_DEFAULT_VALUE,
                        NOT_EMPTY,
                        HIGH,
                        "Kafka brokers, host:port, comma-separated.")
                .define(
                        "kafka.security.protocol",
                        Type.STRING,
                        "PLAINTEXT",
                        ConfigDef.ValidString.in("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"),
                        HIGH,
                        "Security protocol of the brokers. Any other kafka.* key is passed to the Kafka clients without its prefix; kafka.consumer.*, kafka.producer.* and kafka.admin.* to one kind of client.")
                .define("kafka.sasl.mechanism", Type.STRING, "", MEDIUM, "SASL mechanism, e.g. SCRAM-SHA-512.")
                .define(
                        "kafka.sasl.jaas.config",
                        Type.PASSWORD,
                        "",
                        MEDIUM,
                        "JAAS line with the Kafka user and password.")
                .define(
                        "kafka.ssl.keystore.password",
                        Type.PASSWORD,
                        "",
                        LOW,
                        "Password of the Kafka clients' key store.")
                .define(
                        "kafka.ssl.key.password",
                        Type.PASSWORD,
                        "",
                        LOW,
                        "Password of the key in the Kafka clients' key store.")
                .define(
                        "kafka.ssl.truststore.password",
                        Type.PASSWORD,
                        "",
                        LOW,
                        "Password of the Kafka clients' trust store.");
    }

    static ConfigDef registry(ConfigDef def) {
        return def.define(
                        REGISTRY_URL,
                        Type.LIST,
                        NO_DEFAULT_VALUE,
                        NOT_EMPTY,
                        HIGH,
                        "URLs of the schema registry (Confluent's API), comma-separated. Any other schema.registry.* key is passed to its client.")
                .define(
                        "schema.registry.basic.auth.credentials.source",
                        Type.STRING,
                        "",
                        MEDIUM,
                        "Source of the registry client's user: USER_INFO, URL or SASL_INHERIT.")
                .define(
                        "schema.registry.basic.auth.user.info",
                        Type.PASSWORD,
                        "",
                        MEDIUM,
                        "user:password of the registry, for the source USER_INFO.")
                .define("schema.registry.bearer.auth.token", Type.PASSWORD, "", MEDIUM, "Bearer token of the registry.")
                .define(
                        "schema.registry.ssl.keystore.password",
                        Type.PASSWORD,
                        "",
                        LOW,
                        "Password of the registry client's key store.")
                .define(
                        "schema.registry.ssl.key.password",
                        Type.PASSWORD,
                        "",
                        LOW,
                        "Password of the key in the registry client's key store.")
                .define(
                        "schema.registry.ssl.truststore.password",
                        Type.PASSWORD,
                        "",
                        LOW,
                        "Password of the registry client's trust store.")
                .define(
                        REGISTRY_RETRY_MS,
                        Type.LONG,
                        5_000L,
                        between(0, 60_000),
                        LOW,
                        "How long a record with a new schema id waits for an unreachable registry before its thread restarts. Keep it below the transaction timeout of ten seconds.");
    }

    static ConfigDef state(ConfigDef def, String role) {
        return def.define(
                        STATE_DIR,
                        Type.STRING,
                        "state/" + role,
                        NOT_EMPTY,
                        HIGH,
                        "Folder of the state stores. Keep it on a volume: without it the stores are restored from Kafka.")
                .define(
                        STATE_MEMORY,
                        Type.LONG,
                        384L * 1024 * 1024,
                        between(16L * 1024 * 1024, Long.MAX_VALUE),
                        MEDIUM,
                        "Off-heap bytes that all state stores of the process share for block cache and write buffers.")
                .define(
                        REPLICATION_FACTOR,
                        Type.INT,
                        -1,
                        between(-1, Short.MAX_VALUE),
                        MEDIUM,
                        "Replicas of changelog topics; -1 is the broker's default.")
                .define(
                        STANDBYS,
                        Type.INT,
                        0,
                        between(0, 10),
                        MEDIUM,
                        "Warm copies of each state store on other instances.");
    }

    static ConfigDef operation(ConfigDef def) {
        return def.define(THREADS, Type.INT, 2, between(1, 256), MEDIUM, "Stream threads.")
                .define(
                        INSTANCE_ID,
                        Type.STRING,
                        "",
                        MEDIUM,
                        "A name that is unique among the instances and survives restarts (a stateful set's pod name): a restarted instance takes its partitions back at once. Empty: the partitions of a killed instance wait for the session timeout.")
                .define(
                        COMMIT_MS,
                        Type.LONG,
                        200L,
                        between(10, 10_000),
                        LOW,
                        "How often transactions are committed under load. A lone change does not wait for it.")
                .define(
                        START_TIMEOUT_MS,
                        Type.LONG,
                        30_000L,
                        between(1_000, HOUR_MS),
                        LOW,
                        "How long the start waits for the broker and the registry before it gives up.")
                .define(
                        STOP_TIMEOUT_MS,
                        Type.LONG,
                        20_000L,
                        between(0, HOUR_MS),
                        LOW,
                        "How long the stop waits for open transactions.")
                .define(
                        STALL_TIMEOUT_MS,
                        Type.LONG,
                        300_000L,
                        between(10_000, DAY_MS),
                        LOW,
                        "How long a partition of this instance may hold records that no thread reads, while nothing has failed and no state is being restored. Then the process ends with exit code 1 so that its supervisor restarts it.")
                .define(
                        READY_FILE,
                        Type.STRING,
                        "",
                        LOW,
                        "A file that is written when the application runs and removed when it stops.")
                .define(
                        HEALTH_PORT,
                        Type.INT,
                        0,
                        between(0, LARGEST_PORT),
                        LOW,
                        "Port of GET /ready and GET /live on all interfaces; 0: none.");
    }
}
