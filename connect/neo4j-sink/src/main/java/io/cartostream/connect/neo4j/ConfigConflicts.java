package io.cartostream.connect.neo4j;

import io.cartostream.connect.neo4j.config.ConnectionKeys;
import io.cartostream.connect.neo4j.config.FenceKeys;
import io.cartostream.connect.neo4j.converter.AvroRecordConverter;
import io.cartostream.connect.neo4j.converter.PatientAvroConverter;
import io.confluent.connect.avro.AvroConverter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.connect.errors.ConnectException;

/** The rules between keys of the connector's configuration, which no single key can check. */
final class ConfigConflicts {
    static final String READ_COMMITTED =
            IsolationLevel.READ_COMMITTED.toString().toLowerCase(Locale.ROOT);

    private static final String ISOLATION = "consumer.override." + ConsumerConfig.ISOLATION_LEVEL_CONFIG;
    private static final String TOLERANCE = "errors.tolerance";
    private static final String RETRY_TIMEOUT = "errors.retry.timeout";
    private static final String VALUE_CONVERTER = "value.converter";
    private static final String SCHEMAS_ENABLE = VALUE_CONVERTER + ".schemas.enable";
    private static final List<String> CONVERTERS = List.of("key.converter", VALUE_CONVERTER);
    /** Class names and aliases of Kafka's JSON converter. */
    private static final List<String> JSON = List.of("JsonConverter", "Json");
    /** Class names and aliases of Kafka's converters of single values. */
    private static final List<String> WITHOUT_FIELDS =
            List.of("StringConverter", "String", "ByteArrayConverter", "ByteArray");
    /** The converters that wait for an unavailable registry, the preferred one first. */
    private static final List<String> PATIENT =
            List.of(AvroRecordConverter.class.getName(), PatientAvroConverter.class.getName());

    private final Map<String, String> properties;
    private final Map<String, String> problems = new HashMap<>();

    private ConfigConflicts(Map<String, String> properties) {
        this.properties = properties;
    }

    /** Returns the problem of each key that contradicts another one; empty if there is none. */
    static Map<String, String> of(Map<String, String> properties) {
        ConfigConflicts conflicts = new ConfigConflicts(properties);
        conflicts.checkIsolation();
        conflicts.checkRetryTimeout();
        conflicts.checkConverters();
        conflicts.checkFields();
        conflicts.checkFence();
        conflicts.checkTls();
        return conflicts.problems;
    }

    /** Throws with all problems if there is any. */
    static void requireNone(Map<String, String> properties) {
        Map<String, String> problems = of(properties);
        if (!problems.isEmpty()) {
            throw new ConnectException("the sink does not start: " + problems);
        }
    }

    private void checkIsolation() {
        String isolation = text(ISOLATION);
        if (!isolation.equals(READ_COMMITTED)) {
            problems.put(
                    ISOLATION,
                    "must be read_committed (is '" + isolation + "'): the topology writes in transactions, and a "
                            + "sink that reads aborted ones writes changes that never happened");
        }
    }

    private void checkRetryTimeout() {
        boolean patient = CONVERTERS.stream().anyMatch(key -> PATIENT.contains(text(key)));
        if ((toleratesAll() || patient)
                && !properties.getOrDefault(RETRY_TIMEOUT, "0").equals("-1")) {
            problems.put(
                    RETRY_TIMEOUT,
                    "must be -1 with errors.tolerance=all or the converters AvroRecordConverter and"
                            + " PatientAvroConverter: otherwise, while the schema registry is away for a minute, good"
                            + " records become dead letters or the task stops");
        }
    }

    /** Confluent's own converter reports an unavailable registry as a bad record. */
    private void checkConverters() {
        if (!toleratesAll()) {
            return;
        }
        for (String key : CONVERTERS) {
            String converter = text(key);
            if (converter.equals(AvroConverter.class.getName())
                    || converter.equals("AvroConverter")
                    || converter.equals("Avro")) {
                problems.put(
                        key,
                        "must be " + String.join(" or ", PATIENT) + " with errors.tolerance=all: " + converter
                                + " reports an unavailable schema registry as a bad record, so that good records"
                                + " become dead letters. The converter's settings stay the same");
            }
        }
    }

    /** The sink reads records with fields; a converter of texts or bytes, or a JSON envelope by mistake, makes all dead letters. */
    private void checkFields() {
        String converter = text(VALUE_CONVERTER);
        String name = converter.substring(converter.lastIndexOf('.') + 1);
        if (WITHOUT_FIELDS.contains(name)) {
            problems.put(
                    VALUE_CONVERTER,
                    "must be a converter that gives records fields, such as " + PATIENT.get(0) + "; " + converter
                            + " does not");
        } else if (JSON.contains(name) && text(SCHEMAS_ENABLE).isBlank()) {
            problems.put(
                    SCHEMAS_ENABLE,
                    "must be set with the JSON converter: false for plain JSON objects, true for JSON with schema and"
                            + " payload. Connect's default is true, and every plain object becomes a dead letter");
        }
    }

    private void checkFence() {
        boolean fenced = !"false".equalsIgnoreCase(properties.getOrDefault(FenceKeys.ENABLED, "true"));
        if (fenced && text(FenceKeys.BOOTSTRAP).isBlank()) {
            problems.put(FenceKeys.BOOTSTRAP, "must name the brokers if " + FenceKeys.ENABLED + " is true");
        }
    }

    private void checkTls() {
        boolean trust = !text(ConnectionKeys.TRUST).isBlank();
        if (text(ConnectionKeys.CLIENT_CERTIFICATE).isBlank()
                != text(ConnectionKeys.CLIENT_KEY).isBlank()) {
            problems.put(
                    ConnectionKeys.CLIENT_KEY,
                    "and " + ConnectionKeys.CLIENT_CERTIFICATE + " must both be set, or neither");
        }
        if (!trust && "false".equalsIgnoreCase(properties.getOrDefault(ConnectionKeys.VERIFY_HOSTNAME, "true"))) {
            problems.put(
                    ConnectionKeys.VERIFY_HOSTNAME,
                    "can be false only with " + ConnectionKeys.TRUST + "; an address with +ssc trusts any certificate");
        }
        String uri = text(ConnectionKeys.URI);
        if (trust && (uri.contains("+s://") || uri.contains("+ssc://"))) {
            problems.put(
                    ConnectionKeys.TRUST,
                    "needs a " + ConnectionKeys.URI
                            + " that begins with bolt:// or neo4j://; the given address has its own trust rule");
        }
    }

    private boolean toleratesAll() {
        return "all".equalsIgnoreCase(properties.get(TOLERANCE));
    }

    private String text(String key) {
        return properties.getOrDefault(key, "");
    }
}
