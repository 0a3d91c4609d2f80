package io.cartostream.connect.neo4j.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;

import io.cartostream.connect.neo4j.converter.AvroRecordConverter;
import io.cartostream.connect.neo4j.converter.PatientAvroConverter;
import io.confluent.connect.avro.AvroConverter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;

/** The connector's configuration. Its {@link #DEFINITION} is also its reference documentation. */
public final class SinkConfig extends AbstractConfig {
    public static final String URI = "neo4j.uri";
    public static final String USER = "neo4j.user";
    public static final String PASSWORD = "neo4j.password";
    public static final String DATABASE = "neo4j.database";
    public static final String TRUST = "neo4j.tls.ca-file";
    public static final String VERIFY_HOSTNAME = "neo4j.tls.verify-hostname";
    public static final String CLIENT_CERTIFICATE = "neo4j.tls.client-certificate-file";
    public static final String CLIENT_KEY = "neo4j.tls.client-key-file";
    public static final String CLIENT_KEY_PASSWORD = "neo4j.tls.client-key-password";
    static final String INDEXES = "neo4j.indexes";
    static final String BATCH_ROWS = "neo4j.batch.rows";
    static final String BATCH_BYTES = "neo4j.batch.bytes";
    static final String RETRY_ATTEMPTS = "neo4j.retry.attempts";
    static final String RETRY_BACKOFF = "neo4j.retry.backoff.ms";
    public static final String RECONNECT = "neo4j.reconnect.ms";
    static final String BAD_ROW_ATTEMPTS = "neo4j.bad-row.attempts";
    public static final String CONNECTION_TIMEOUT = "neo4j.connection.timeout.ms";
    public static final String TRANSACTION_TIMEOUT = "neo4j.transaction.timeout.ms";
    public static final String FENCE = "fence.enabled";
    static final String WRITER = "fence.writer";
    public static final String RETENTION = "fence.tombstone-retention.ms";
    public static final String ON_GAP = "fence.on-gap";
    static final String BOOTSTRAP = "kafka.bootstrap.servers";
    static final String KAFKA_PREFIX = "kafka.";
    static final String JAAS = KAFKA_PREFIX + SaslConfigs.SASL_JAAS_CONFIG;
    static final String KEY_STORE_PASSWORD = KAFKA_PREFIX + SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG;
    static final String KEY_PASSWORD = KAFKA_PREFIX + SslConfigs.SSL_KEY_PASSWORD_CONFIG;
    static final String KEY_STORE_KEY = KAFKA_PREFIX + SslConfigs.SSL_KEYSTORE_KEY_CONFIG;
    static final String TRUST_STORE_PASSWORD = KAFKA_PREFIX + SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG;
    static final String ISOLATION = "consumer.override.isolation.level";
    static final String GROUP = "consumer.override.group.id";
    public static final String READ_COMMITTED = "read_committed";
    /** The converters that wait for a registry that is away, the one to prefer first. */
    private static final List<String> PATIENT =
            List.of(AvroRecordConverter.class.getName(), PatientAvroConverter.class.getName());

    static final String RETRY_TIMEOUT = "errors.retry.timeout";
    static final String DEAD_LETTER_TOPIC = "errors.deadletterqueue.topic.name";
    public static final String TASK_ID = "cartostream.task.id";
    public static final String TASKS = "cartostream.tasks";

    /** The values of {@link #ON_GAP}. */
    static final List<String> GAPS = List.of("warn", "refuse");

    /** Every key, with its documentation. */
    public static final ConfigDef DEFINITION = ConfigGroups.grouped(new ConfigDef()
            .define(
                    URI,
                    Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    uri(),
                    HIGH,
                    "Address of the database: bolt://host:7687, neo4j://host:7687, or with +s / +ssc for TLS.")
            .define(USER, Type.STRING, "neo4j", HIGH, "User; empty for a database without authentication.")
            .define(
                    PASSWORD,
                    Type.PASSWORD,
                    "",
                    HIGH,
                    "Password, from a configuration provider: ${env:NEO4J_PASSWORD} or ${file:/path:key}.")
            .define(DATABASE, Type.STRING, "neo4j", new ConfigDef.NonEmptyString(), MEDIUM, "Name of the database.")
            .define(
                    TRUST,
                    Type.STRING,
                    "",
                    LOW,
                    "PEM file with the certificates to trust, for bolt:// or neo4j:// with TLS; empty: what the address says.")
            .define(
                    VERIFY_HOSTNAME,
                    Type.BOOLEAN,
                    true,
                    LOW,
                    "Whether the certificate must be the address's own, with " + TRUST + ".")
            .define(
                    CLIENT_CERTIFICATE,
                    Type.STRING,
                    "",
                    LOW,
                    "PEM file with the certificate that the sink shows to a database which asks for one.")
            .define(CLIENT_KEY, Type.STRING, "", LOW, "PEM file with that certificate's key (PKCS #8).")
            .define(CLIENT_KEY_PASSWORD, Type.PASSWORD, "", LOW, "Password of that key; empty: it is not encrypted.")
            .define(
                    INDEXES,
                    Type.LIST,
                    "",
                    indexList(),
                    MEDIUM,
                    "Indexes that exist before the first write, as Label.property, comma-separated.")
            .define(
                    BATCH_ROWS,
                    Type.INT,
                    2000,
                    between(1, 100_000),
                    MEDIUM,
                    "Rows in one transaction, at most. Halved by itself when one takes more memory or time than the server gives it, and "
                            + "doubled again after 50 that went well.")
            .define(
                    BATCH_BYTES,
                    Type.INT,
                    8 * 1024 * 1024,
                    atLeast(1024),
                    MEDIUM,
                    "Bytes of rows in one transaction, about; a row that is larger has one of its own.")
            .define(
                    RETRY_ATTEMPTS,
                    Type.INT,
                    10,
                    between(1, 1000),
                    LOW,
                    "Attempts of one transaction in races and deadlocks before it is left to Connect's own retry.")
            .define(
                    RETRY_BACKOFF,
                    Type.INT,
                    5,
                    between(1, 10_000),
                    LOW,
                    "First pause between attempts; doubles up to 16 times itself, with jitter.")
            .define(
                    RECONNECT,
                    Type.LONG,
                    2000L,
                    atLeast(10),
                    LOW,
                    "Pause before a database that cannot be reached is tried again; repeated for ever.")
            .define(
                    BAD_ROW_ATTEMPTS,
                    Type.INT,
                    5,
                    between(2, 1000),
                    LOW,
                    "Attempts of a row alone before it goes to the dead letters. Where no race explains its failure three are enough, and "
                            + "two after 20 bad rows in a poll.")
            .define(CONNECTION_TIMEOUT, Type.INT, 5000, atLeast(100), LOW, "Time for a connection to be made.")
            .define(
                    TRANSACTION_TIMEOUT,
                    Type.LONG,
                    60_000L,
                    atLeast(100),
                    LOW,
                    "After this the server ends a transaction, so that a hanging worker does not hold its locks for ever.")
            .define(
                    FENCE,
                    Type.BOOLEAN,
                    true,
                    MEDIUM,
                    "Keep a worker that was replaced from committing late, and notice recreated topics and long absence.")
            .define(
                    WRITER,
                    Type.STRING,
                    "",
                    LOW,
                    "Name that tells this connector's fences from those of another on the same topic; empty: the connector's name.")
            .define(
                    RETENTION,
                    Type.LONG,
                    Duration.ofDays(30).toMillis(),
                    atLeast(1),
                    LOW,
                    "How long the topic keeps deletions; a sink that was away longer may have missed some.")
            .define(
                    ON_GAP,
                    Type.STRING,
                    "warn",
                    ValidString.in(GAPS.toArray(String[]::new)),
                    LOW,
                    "What to do when a topic was recreated, the connector was renamed (or another one writes this graph, too) or the sink "
                            + "was away too long: log a warning, or stop with advice.")
            .define(
                    BOOTSTRAP,
                    Type.STRING,
                    "",
                    HIGH,
                    "Kafka brokers, to learn the ids of cluster and topics for the fence; further kafka.* keys (security) go to "
                            + "the same client. Required with " + FENCE + "=true.")
            .define(JAAS, Type.PASSWORD, null, LOW, "JAAS line with that client's user and password.")
            .define(KEY_STORE_PASSWORD, Type.PASSWORD, null, LOW, "Password of that client's key store.")
            .define(KEY_PASSWORD, Type.PASSWORD, null, LOW, "Password of the key in it.")
            .define(KEY_STORE_KEY, Type.PASSWORD, null, LOW, "That client's private key (PEM), instead of a key store.")
            .define(TRUST_STORE_PASSWORD, Type.PASSWORD, null, LOW, "Password of that client's trust store."));

    public SinkConfig(Map<String, String> properties) {
        super(DEFINITION, properties, false);
    }

    /** What no single key can say; message by key. */
    public static Map<String, String> conflicts(Map<String, String> properties) {
        Map<String, String> problems = new HashMap<>();
        String isolation = properties.getOrDefault(ISOLATION, "");
        if (!isolation.equals(READ_COMMITTED)) {
            problems.put(
                    ISOLATION,
                    "must be read_committed (is '" + isolation + "'): the topology writes in transactions, and a "
                            + "sink that reads aborted ones writes what never was");
        }
        if (mayLoseGoodRecords(properties)
                && !properties.getOrDefault(RETRY_TIMEOUT, "0").equals("-1")) {
            problems.put(
                    RETRY_TIMEOUT,
                    "must be -1 with errors.tolerance=all or the converters AvroRecordConverter and PatientAvroConverter"
                            + ": a schema registry that is away for a minute must be waited for, else good records become "
                            + "dead letters or the task stops");
        }
        boolean fence = !"false".equalsIgnoreCase(properties.getOrDefault(FENCE, "true"));
        if (fence && properties.getOrDefault(BOOTSTRAP, "").isBlank()) {
            problems.put(BOOTSTRAP, "must name the brokers when " + FENCE + " is true");
        }
        addConverterConflicts(properties, problems);
        if (properties.getOrDefault(CLIENT_CERTIFICATE, "").isBlank()
                != properties.getOrDefault(CLIENT_KEY, "").isBlank()) {
            problems.put(CLIENT_KEY, "and " + CLIENT_CERTIFICATE + " go together");
        }
        String uri = properties.getOrDefault(URI, "");
        if (properties.getOrDefault(TRUST, "").isBlank()
                && "false".equalsIgnoreCase(properties.getOrDefault(VERIFY_HOSTNAME, "true"))) {
            problems.put(
                    VERIFY_HOSTNAME, "can be false with " + TRUST + " only; the address +ssc trusts any certificate");
        }
        if (!properties.getOrDefault(TRUST, "").isBlank() && (uri.contains("+s://") || uri.contains("+ssc://"))) {
            problems.put(
                    TRUST,
                    "needs a " + URI + " that begins with bolt:// or neo4j://; the given one has its own trust rule");
        }
        return problems;
    }

    /** Confluent's own converter reports a registry that is away as a bad record. */
    private static void addConverterConflicts(Map<String, String> properties, Map<String, String> problems) {
        if (!"all".equalsIgnoreCase(properties.get("errors.tolerance"))) {
            return;
        }
        for (String key : List.of("key.converter", "value.converter")) {
            String converter = properties.getOrDefault(key, "");
            if (converter.equals(AvroConverter.class.getName())
                    || converter.equals("AvroConverter")
                    || converter.equals("Avro")) {
                problems.put(
                        key,
                        "must be " + String.join(" or ", PATIENT) + " with errors.tolerance=all: " + converter
                                + " takes a schema registry that is away for a bad record, so that good ones become dead letters. "
                                + "Its settings stay the same");
            }
        }
    }

    private static boolean mayLoseGoodRecords(Map<String, String> properties) {
        return "all".equalsIgnoreCase(properties.get("errors.tolerance"))
                || PATIENT.contains(properties.getOrDefault("key.converter", ""))
                || PATIENT.contains(properties.getOrDefault("value.converter", ""));
    }

    /** The connector's own name. */
    public String connector() {
        return originalsStrings().getOrDefault("name", "neo4j-sink");
    }

    /** The group of the connector's consumers. */
    public String group() {
        return originalsStrings().getOrDefault(GROUP, "connect-" + connector());
    }

    public String taskId() {
        return originalsStrings().getOrDefault(TASK_ID, "0");
    }

    /** Whether what the sink reports goes to a topic, rather than to the worker's log alone. */
    public boolean hasDeadLetterTopic() {
        return !originalsStrings().getOrDefault(DEAD_LETTER_TOPIC, "").isBlank();
    }

    public String writer() {
        String name = getString(WRITER);
        return name.isBlank() ? connector() : name;
    }

    public List<ConfiguredIndex> indexes() {
        return getList(INDEXES).stream().map(ConfiguredIndex::parse).toList();
    }

    public WriteLimits limits() {
        return new WriteLimits(
                getInt(BATCH_ROWS),
                getInt(BATCH_BYTES),
                getInt(RETRY_ATTEMPTS),
                getInt(RETRY_BACKOFF),
                getInt(BAD_ROW_ATTEMPTS),
                !originalsStrings().getOrDefault(TASKS, "1").equals("1"));
    }

    /** The properties of the client that asks Kafka for ids. */
    public Map<String, Object> kafka() {
        Map<String, Object> client = new HashMap<>(originalsWithPrefix(KAFKA_PREFIX));
        client.putIfAbsent("client.id", "neo4j-sink-" + connector() + "-" + taskId());
        return client;
    }

    private static ConfigDef.Validator uri() {
        return ConfigDef.LambdaValidator.with(
                (name, value) -> {
                    if (!String.valueOf(value).matches("(bolt|neo4j)(\\+s|\\+ssc)?://[^\\s/?#]+([/?].*)?")) {
                        throw new ConfigException(name, value, "must be bolt://host:port or neo4j://host:port");
                    }
                },
                () -> "bolt://… or neo4j://…");
    }

    private static ConfigDef.Validator indexList() {
        return ConfigDef.LambdaValidator.with(
                (name, value) -> {
                    if (value instanceof List<?> list) {
                        for (Object element : list) {
                            try {
                                ConfiguredIndex.parse(String.valueOf(element));
                            } catch (IllegalArgumentException e) {
                                throw new ConfigException(name, value, String.valueOf(e.getMessage()));
                            }
                        }
                    }
                },
                () -> "Label.property,…");
    }
}
