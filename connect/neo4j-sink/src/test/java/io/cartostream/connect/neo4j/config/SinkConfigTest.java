package io.cartostream.connect.neo4j.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cartostream.connect.neo4j.Neo4jSinkConnector;
import io.cartostream.connect.neo4j.Neo4jSinkTask;
import io.cartostream.connect.neo4j.converter.AvroRecordConverter;
import io.cartostream.connect.neo4j.converter.PatientAvroConverter;
import io.cartostream.connect.neo4j.database.DriverFactory;
import io.cartostream.testkit.RepositoryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SinkConfigTest {
    private static final Map<String, String> LEAST = Map.of(
            "name", "sink",
            "neo4j.uri", "bolt://127.0.0.1:7687",
            "kafka.bootstrap.servers", "127.0.0.1:9092",
            "consumer.override.isolation.level", "read_committed");

    @Test
    void shouldUseDefaultsWhenOnlyRequiredKeysAreSet() {
        SinkConfig config = new SinkConfig(LEAST);

        assertThat(config.limits()).isEqualTo(new WriteLimits(2000, 8 * 1024 * 1024, 10, 5, 5));
        assertThat(config.getBoolean(FenceKeys.ENABLED)).isTrue();
        assertThat(config.writer()).isEqualTo("sink");
        assertThat(config.indexes()).isEmpty();
        assertThat(problems(LEAST)).isEmpty();
    }

    @Test
    void shouldMapEveryKeyWhenGiven() {
        Map<String, String> given = with(Map.of(
                "neo4j.indexes", "EC2Instance.id, AWSVpc.vpcid",
                "neo4j.batch.rows", "10",
                "neo4j.batch.bytes", "2048",
                "neo4j.retry.attempts", "3",
                "neo4j.retry.backoff.ms", "7",
                "neo4j.bad-row.attempts", "4",
                "fence.writer", "other",
                "kafka.security.protocol", "SSL"));

        SinkConfig config = new SinkConfig(given);

        assertThat(config.limits()).isEqualTo(new WriteLimits(10, 2048, 3, 7, 4));
        assertThat(config.writer()).isEqualTo("other");
        assertThat(config.indexes())
                .containsExactly(new ConfiguredIndex("EC2Instance", "id"), new ConfiguredIndex("AWSVpc", "vpcid"));
        assertThat(config.kafka())
                .containsEntry("bootstrap.servers", "127.0.0.1:9092")
                .containsEntry("security.protocol", "SSL");
    }

    @Test
    void shouldReportAllProblemsAtOnce() {
        Map<String, String> given = new HashMap<>(LEAST);
        given.put("neo4j.uri", "http://127.0.0.1:7474");
        given.put("neo4j.indexes", "EC2Instance");
        given.put("neo4j.batch.rows", "0");
        given.put("fence.on-gap", "ignore");
        given.remove("kafka.bootstrap.servers");
        given.put("consumer.override.isolation.level", "read_uncommitted");

        assertThat(problems(given))
                .containsOnlyKeys(
                        "neo4j.uri",
                        "neo4j.indexes",
                        "neo4j.batch.rows",
                        "fence.on-gap",
                        "kafka.bootstrap.servers",
                        "consumer.override.isolation.level");
    }

    @Test
    void shouldRefuseToStartWhenTheConsumerReadsUncommitted() {
        Map<String, String> given = new HashMap<>(LEAST);
        given.remove("consumer.override.isolation.level");

        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> new Neo4jSinkConnector().start(given))
                .withMessageContaining("must be read_committed");
        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> new Neo4jSinkTask().start(given))
                .withMessageContaining("must be read_committed");
    }

    @Test
    void shouldRequireEndlessRetryWhenGoodRecordsMayBecomeDeadLetters() {
        String converter = PatientAvroConverter.class.getName();
        String avroRecords = AvroRecordConverter.class.getName();
        for (Map<String, String> given : List.of(
                with(Map.of("errors.tolerance", "all")),
                with(Map.of("value.converter", converter)),
                with(Map.of("value.converter", avroRecords)),
                with(Map.of("key.converter", converter, "errors.retry.timeout", "60000")))) {
            assertThat(problems(given)).containsOnlyKeys("errors.retry.timeout");
            assertThat(problems(given).get("errors.retry.timeout"))
                    .singleElement()
                    .asString()
                    .contains("errors.retry.timeout must be -1");

            given.put("errors.retry.timeout", "-1");
            assertThat(problems(given)).isEmpty();
        }
    }

    @Test
    void shouldRefuseAConverterThatBlamesRecordsForAnAbsentRegistry() {
        for (String converter : List.of("io.confluent.connect.avro.AvroConverter", "AvroConverter")) {
            Map<String, String> given = with(Map.of("value.converter", converter, "errors.retry.timeout", "-1"));
            assertThat(problems(given)).isEmpty();

            given.put("errors.tolerance", "all");
            assertThat(problems(given)).containsOnlyKeys("value.converter");
            assertThat(problems(given).get("value.converter"))
                    .singleElement()
                    .asString()
                    .contains("must be io.cartostream.connect.neo4j.converter.AvroRecordConverter or"
                            + " io.cartostream.connect.neo4j.converter.PatientAvroConverter");
        }
    }

    @Test
    void shouldNameTheRightKeyWhenOneIsMisspelt() {
        Map<String, List<String>> problems = problems(with(Map.of(
                "neo4j.batch.row", "10", "neo4j.tls.cafile", "/a.pem", "fence.writr", "a", "noe4j.database", "b")));

        assertThat(problems).containsOnlyKeys("neo4j.batch.row", "neo4j.tls.cafile", "fence.writr", "noe4j.database");
        assertThat(problems.get("neo4j.batch.row"))
                .containsExactly("neo4j.batch.row is not a key of the sink; did you mean neo4j.batch.rows?");
        assertThat(problems.get("noe4j.database"))
                .containsExactly("noe4j.database is not a key of the sink; did you mean neo4j.database?");
    }

    @Test
    void shouldAcceptKeysOfConnectAndOfKafkaClients() {
        assertThat(problems(with(Map.of(
                        "header.converter",
                        "a",
                        "kafka.ssl.protocol",
                        "TLSv1.3",
                        "transforms",
                        "a",
                        "errors.log.enable",
                        "true"))))
                .isEmpty();
    }

    @Test
    void shouldRequireTheFormOfJsonWhenItsConverterIsChosen() {
        String json = "org.apache.kafka.connect.json.JsonConverter";

        assertThat(problems(with(Map.of("value.converter", json)))).containsOnlyKeys("value.converter.schemas.enable");
        assertThat(problems(with(Map.of("value.converter", json, "value.converter.schemas.enable", "false"))))
                .isEmpty();
        assertThat(problems(with(Map.of("value.converter", json, "value.converter.schemas.enable", "true"))))
                .isEmpty();
    }

    @Test
    void shouldRefuseConvertersThatGiveNoFields() {
        for (String converter : List.of("org.apache.kafka.connect.storage.StringConverter", "ByteArrayConverter")) {
            assertThat(problems(with(Map.of("value.converter", converter)))).containsOnlyKeys("value.converter");
        }
    }

    @Test
    void shouldRefuseIncompleteCertificateSettings() {
        assertThat(problems(with(Map.of("neo4j.tls.client-certificate-file", "/a.pem"))))
                .containsOnlyKeys("neo4j.tls.client-key-file");
        assertThat(problems(with(Map.of("neo4j.tls.verify-hostname", "false"))))
                .containsOnlyKeys("neo4j.tls.verify-hostname");
        assertThat(problems(with(Map.of("neo4j.tls.verify-hostname", "false", "neo4j.tls.ca-file", "/a.pem"))))
                .isEmpty();
    }

    @Test
    void shouldNameTheFileThatTheWorkerCannotRead() {
        SinkConfig config = new SinkConfig(with(Map.of("neo4j.tls.ca-file", "/no/such/ca.pem")));

        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> DriverFactory.create(config))
                .withMessageContaining("neo4j.tls.ca-file: this worker cannot read /no/such/ca.pem");
    }

    @Test
    void shouldRecommendValuesAndHideWhatIsSwitchedOff() {
        Map<String, ConfigValue> open = preview(LEAST);
        assertThat(key(open, "fence.on-gap").recommendedValues()).containsExactly("warn", "refuse");
        assertThat(key(open, "fence.enabled").recommendedValues()).containsExactly(true, false);
        assertThat(key(open, "fence.writer").visible()).isTrue();
        assertThat(key(open, "neo4j.tls.client-key-file").visible()).isFalse();
        assertThat(key(open, "neo4j.tls.verify-hostname").visible()).isFalse();

        Map<String, ConfigValue> changed = preview(with(Map.of(
                "fence.enabled", "false",
                "neo4j.tls.ca-file", "/ca.pem",
                "neo4j.tls.client-certificate-file", "/a.pem",
                "neo4j.tls.client-key-file", "/a.key")));
        assertThat(key(changed, "fence.writer").visible()).isFalse();
        assertThat(key(changed, "kafka.bootstrap.servers").visible()).isFalse();
        assertThat(key(changed, "neo4j.tls.client-key-file").visible()).isTrue();
        assertThat(key(changed, "neo4j.tls.verify-hostname").visible()).isTrue();
    }

    private static Map<String, ConfigValue> preview(Map<String, String> given) {
        Map<String, ConfigValue> values = new HashMap<>();
        new Neo4jSinkConnector().validate(given).configValues().forEach(value -> values.put(value.name(), value));
        return values;
    }

    private static ConfigValue key(Map<String, ConfigValue> values, String name) {
        return Objects.requireNonNull(values.get(name));
    }

    @Test
    void shouldShowEveryKeyInAGroup() {
        assertThat(SinkConfig.DEFINITION.groups()).containsExactly("Neo4j", "Writing", "Fence");
        assertThat(SinkConfig.DEFINITION.configKeys().values())
                .allSatisfy(key -> assertThat(key.group).isNotNull())
                .extracting(key -> key.orderInGroup)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "neo4j.password",
                "neo4j.tls.client-key-password",
                "kafka.sasl.jaas.config",
                "kafka.ssl.keystore.password",
                "kafka.ssl.key.password",
                "kafka.ssl.keystore.key",
                "kafka.ssl.truststore.password"
            })
    void shouldNeverShowAPassword(String key) {
        Map<String, String> given = with(Map.of(key, "very-secret"));
        SinkConfig config = new SinkConfig(given);

        assertThat(config.getPassword(key).value()).isEqualTo("very-secret");
        assertThat(config.values().toString()).doesNotContain("very-secret");
        assertThat(preview(given).values())
                .extracting(ConfigValue::toString)
                .noneMatch(text -> text.contains("very-secret"));
    }

    @Test
    void shouldPassKafkaKeysToTheClientWithoutTheirPrefix() {
        assertThat(new SinkConfig(
                                with(Map.of("kafka.ssl.key.password", "very-secret", "kafka.security.protocol", "SSL")))
                        .kafka())
                .containsEntry("ssl.key.password", "very-secret")
                .containsEntry("security.protocol", "SSL");
    }

    @Test
    void shouldBeFoundByServiceLoadAndKnowItsVersion() {
        assertThat(ServiceLoader.load(SinkConnector.class))
                .anySatisfy(connector -> assertThat(connector).isInstanceOf(Neo4jSinkConnector.class));
        assertThat(new Neo4jSinkConnector().version()).isNotEqualTo("unknown").doesNotContain("$");
    }

    @Test
    void shouldNumberTheTasks() {
        Neo4jSinkConnector connector = new Neo4jSinkConnector();
        connector.start(LEAST);

        assertThat(connector.taskConfigs(2))
                .extracting(config -> config.get("cartostream.task.id"))
                .containsExactly("0", "1");
        assertThat(new SinkConfig(connector.taskConfigs(2).get(0)).limits().ordered())
                .as("tasks that share a database lock in one order")
                .isTrue();
        assertThat(new SinkConfig(connector.taskConfigs(1).get(0)).limits().ordered())
                .isFalse();
    }

    @Test
    void shouldAcceptTheConfigurationOfTheRepository() throws IOException {
        String json = Files.readString(RepositoryFiles.root().resolve("connect/neo4j-sink/config/neo4j-sink.json"));
        Map<String, String> given = new TreeMap<>();
        Matcher entries = Pattern.compile("\"([^\"]+)\": \"([^\"]*)\"").matcher(json);
        while (entries.find()) {
            given.put(entries.group(1), entries.group(2).replace("${env:NEO4J_URI}", "bolt://127.0.0.1:7687"));
        }

        assertThat(given).hasSizeGreaterThan(20);
        assertThat(problems(given)).isEmpty();
    }

    private static Map<String, List<String>> problems(Map<String, String> given) {
        Map<String, List<String>> problems = new HashMap<>();
        new Neo4jSinkConnector().validate(given).configValues().forEach(value -> {
            if (!value.errorMessages().isEmpty()) {
                problems.put(value.name(), value.errorMessages());
            }
        });
        return problems;
    }

    private static Map<String, String> with(Map<String, String> more) {
        Map<String, String> given = new HashMap<>(LEAST);
        given.putAll(more);
        return given;
    }
}
