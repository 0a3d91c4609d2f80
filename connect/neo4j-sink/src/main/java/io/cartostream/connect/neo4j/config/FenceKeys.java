package io.cartostream.connect.neo4j.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;

/** The keys of the fence, and of the client that asks Kafka for the ids that the fence is named by. */
public final class FenceKeys {
    public static final String ENABLED = "fence.enabled";
    static final String WRITER = "fence.writer";
    static final String RETENTION = "fence.tombstone-retention.ms";
    static final String ON_GAP = "fence.on-gap";
    static final String KAFKA_PREFIX = "kafka.";
    public static final String BOOTSTRAP = KAFKA_PREFIX + "bootstrap.servers";
    static final String JAAS = KAFKA_PREFIX + SaslConfigs.SASL_JAAS_CONFIG;
    static final String KEY_STORE_PASSWORD = KAFKA_PREFIX + SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG;
    static final String KEY_PASSWORD = KAFKA_PREFIX + SslConfigs.SSL_KEY_PASSWORD_CONFIG;
    static final String KEY_STORE_KEY = KAFKA_PREFIX + SslConfigs.SSL_KEYSTORE_KEY_CONFIG;
    static final String TRUST_STORE_PASSWORD = KAFKA_PREFIX + SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG;

    private static final String WARN = "warn";
    static final String REFUSE = "refuse";
    /** The values of {@link #ON_GAP}. */
    static final List<String> GAP_POLICIES = List.of(WARN, REFUSE);

    private FenceKeys() {}

    static void define(ConfigDef definition) {
        definition
                .define(
                        ENABLED,
                        Type.BOOLEAN,
                        true,
                        MEDIUM,
                        "Whether to keep a replaced worker from committing late, and to notice recreated topics and"
                                + " long absences.")
                .define(
                        WRITER,
                        Type.STRING,
                        "",
                        LOW,
                        "Name that distinguishes this connector's fences from those of another on the same topic;"
                                + " empty: the connector's name.")
                .define(
                        RETENTION,
                        Type.LONG,
                        Duration.ofDays(30).toMillis(),
                        atLeast(1),
                        LOW,
                        "How long the topic retains deletions; a sink that was away longer may have missed some.")
                .define(
                        ON_GAP,
                        Type.STRING,
                        WARN,
                        ValidString.in(GAP_POLICIES.toArray(String[]::new)),
                        LOW,
                        "What to do when the topic was recreated, the connector was renamed, another connector writes"
                                + " this graph too, or the sink was away too long: log a warning (warn), or stop with"
                                + " advice (refuse).")
                .define(
                        BOOTSTRAP,
                        Type.STRING,
                        "",
                        HIGH,
                        "Kafka brokers, which give the fence the ids of cluster and topics; other kafka.* keys"
                                + " (security) go to the same client. Required with " + ENABLED + "=true.")
                .define(JAAS, Type.PASSWORD, null, LOW, "JAAS configuration with that client's user and password.")
                .define(KEY_STORE_PASSWORD, Type.PASSWORD, null, LOW, "Password of that client's key store.")
                .define(KEY_PASSWORD, Type.PASSWORD, null, LOW, "Password of the key in the key store.")
                .define(
                        KEY_STORE_KEY,
                        Type.PASSWORD,
                        null,
                        LOW,
                        "Private key of that client (PEM), instead of a key store.")
                .define(TRUST_STORE_PASSWORD, Type.PASSWORD, null, LOW, "Password of that client's trust store.");
    }
}
