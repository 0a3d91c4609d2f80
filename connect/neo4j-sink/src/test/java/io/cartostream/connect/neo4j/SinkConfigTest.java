package io.cartostream.connect.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cartostream.connect.neo4j.testing.Neo4jProcess;
import io.cartostream.connect.neo4j.write.SchemaKeeper.Index;
import io.cartostream.connect.neo4j.write.WriteLimits;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkConnector;
import org.junit.jupiter.api.Test;

final class SinkConfigTest {
    private static final Map<String, String> LEAST = Map.of(
            "name", "sink",
            "neo4j.uri", "bolt://127.0.0.1:7687",
            "kafka.bootstrap.servers", "127.0.0.1:9092",
            "consumer.override.isolation.level", "read_committed");

    @Test
    void shouldUseDefaultsWhenOnlyTheNecessaryIsGiven() {
        SinkConfig config = new SinkConfig(LEAST);

        assertThat(config.limits()).isEqualTo(new WriteLimits(2000, 8 * 1024 * 1024, 10, 5, 5));
        assertThat(config.getBoolean(SinkConfig.FENCE)).isTrue();
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
        assertThat(config.indexes()).containsExactly(new Index("EC2Instance", "id"), new Index("AWSVpc", "vpcid"));
        assertThat(config.kafka())
                .containsEntry("bootstrap.servers", "127.0.0.1:9092")
                .containsEntry("security.protocol", "SSL");
    }

    @Test
    void shouldTellAllProblemsAtOnce() {
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

        assertThatExceptionOfType(org.apache.kafka.connect.errors.ConnectException.class)
                .isThrownBy(() -> new Neo4jSinkConnector().start(given))
                .withMessageContaining("must be read_committed");
        assertThatExceptionOfType(org.apache.kafka.connect.errors.ConnectException.class)
                .isThrownBy(() -> new Neo4jSinkTask().start(given))
                .withMessageContaining("must be read_committed");
    }

    @Test
    void shouldNeverShowThePassword() {
        SinkConfig config = new SinkConfig(with(Map.of("neo4j.password", "very-secret")));

        assertThat(config.values().toString()).doesNotContain("very-secret");
    }

    @Test
    void shouldBeFoundByServiceLoadAndKnowItsVersion() {
        assertThat(ServiceLoader.load(SinkConnector.class))
                .anySatisfy(connector -> assertThat(connector).isInstanceOf(Neo4jSinkConnector.class));
        assertThat(new Neo4jSinkConnector().version()).isNotEqualTo("unknown").doesNotContain("$");
    }

    @Test
    void shouldGiveEachTaskItsNumber() {
        Neo4jSinkConnector connector = new Neo4jSinkConnector();
        connector.start(LEAST);

        assertThat(connector.taskConfigs(2))
                .extracting(config -> config.get("cartostream.task.id"))
                .containsExactly("0", "1");
    }

    @Test
    void shouldAcceptTheConfigurationOfTheRepository() throws IOException {
        String json = Files.readString(Neo4jProcess.projectRoot().resolve("connect/neo4j-sink/config/neo4j-sink.json"));
        Map<String, String> given = new TreeMap<>();
        Matcher entries = Pattern.compile("\"([^\"]+)\": \"([^\"]*)\"").matcher(json);
        while (entries.find()) {
            given.put(entries.group(1), entries.group(2).replace("${env:NEO4J_URI}", "bolt://127.0.0.1:7687"));
        }

        assertThat(given).hasSizeGreaterThan(20);
        assertThat(problems(given)).isEmpty();
    }

    @Test
    void shouldWaitForTheRegistryAndNotForABadRecord() {
        DataException away = new DataException("x", new SerializationException(new ConnectException("refused")));
        DataException overloaded =
                new DataException("x", new SerializationException(new RestClientException("busy", 503, 50301)));
        DataException unknown =
                new DataException("x", new SerializationException(new RestClientException("not found", 404, 40403)));
        DataException truncated = new DataException("x", new SerializationException(new java.io.EOFException()));

        assertThat(PatientAvroConverter.patient(away)).isInstanceOf(RetriableException.class);
        assertThat(PatientAvroConverter.patient(overloaded)).isInstanceOf(RetriableException.class);
        assertThat(PatientAvroConverter.patient(unknown)).isSameAs(unknown);
        assertThat(PatientAvroConverter.patient(truncated)).isSameAs(truncated);
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
