package io.cartostream.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.topology.config.TopologyConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopologyMainTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void shouldExplainEveryKeyWhenAskedForHelp() throws InterruptedException {
        assertThat(run(Map.of(), "--help")).isZero();
        assertThat(out.toString(UTF_8)).contains(TopologyConfig.definition().names());
    }

    @Test
    void shouldPrintTheTopologyWhenAskedToDescribeIt() throws InterruptedException, IOException {
        assertThat(run(Map.of(), "--describe")).isZero();
        assertThat(out.toString(UTF_8))
                .isEqualTo(Files.readString(Path.of("src/test/resources/asset-graph.topology.txt")));
    }

    @Test
    void shouldRefuseArgumentsAndSettingsWithOneLineEach() throws InterruptedException {
        assertThat(run(Map.of(), "--verbose")).isEqualTo(2);
        assertThat(run(Map.of(), "--set")).isEqualTo(2);
        assertThat(run(Map.of("CARTOSTREAM_THREADS", "none"), "--set", "schema.registry.url=http://r"))
                .isEqualTo(2);

        assertThat(err.toString(UTF_8)).isEqualTo("""
                        unknown argument '--verbose'; see --help
                        --set needs a value; see --help
                        bootstrap.servers is missing
                        threads='none': Not a number of type INT
                        """);
    }

    @Test
    void shouldEndWithOneLineWhenNoBrokerAnswers() throws InterruptedException {
        int code = run(
                Map.of(),
                "--set",
                "bootstrap.servers=localhost:1",
                "--set",
                "schema.registry.url=http://localhost:1",
                "--set",
                "start.timeout.ms=1000");

        assertThat(code).isEqualTo(1);
        assertThat(err.toString(UTF_8).lines())
                .singleElement()
                .asString()
                .startsWith("cannot reach Kafka at localhost:1 (bootstrap.servers) within 1 s");
    }

    @Test
    void shouldEndWithOneLineWhenBrokersNameCannotBeResolved() throws InterruptedException {
        int code = run(
                Map.of(),
                "--set",
                "bootstrap.servers=no.such.host.invalid:9092",
                "--set",
                "schema.registry.url=http://localhost:1");

        assertThat(code).isEqualTo(1);
        assertThat(err.toString(UTF_8).lines())
                .singleElement()
                .asString()
                .startsWith("cannot reach Kafka at no.such.host.invalid:9092 (bootstrap.servers)");
    }

    private int run(Map<String, String> environment, String... arguments) throws InterruptedException {
        return TopologyMain.run(
                CommandLine.parse(List.of(arguments)),
                environment,
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8));
    }
}
