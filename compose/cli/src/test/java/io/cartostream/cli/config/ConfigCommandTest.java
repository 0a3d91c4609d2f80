package io.cartostream.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.cli.CliRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit sets the folder
class ConfigCommandTest {

    @TempDir
    Path folder;

    @Test
    void shouldNameSourceOfEachValueWhenAllSourcesAreUsed() throws IOException {
        Files.writeString(
                folder.resolve("cartostream.properties"),
                "connect.url=http://connect:8083\nneo4j.user=reader\nkafka.security.protocol=SSL\n");

        CliRun run = CliRun.in(
                folder,
                Map.of("NEO4J_USER", "writer", "CARTOSTREAM_NAMESPACE", "prod"),
                "config",
                "show",
                "--neo4j-uri",
                "bolt://graph:7687");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .containsPattern("bootstrap.servers +localhost:9092 +default")
                .containsPattern("connect.url +http://connect:8083 +file .*cartostream.properties")
                .containsPattern("kafka.security.protocol +SSL +file .*cartostream.properties")
                .containsPattern("namespace +prod +environment \\$CARTOSTREAM_NAMESPACE")
                .containsPattern("neo4j.uri +bolt://graph:7687 +option")
                .containsPattern("neo4j.user +writer +environment \\$NEO4J_USER");
    }

    @Test
    void shouldMaskSecretsInEveryFormat() {
        Map<String, String> environment = Map.of(
                "NEO4J_PASSWORD", "hunter2",
                "CARTOSTREAM_CONNECT_USER_INFO", "ada:hunter2",
                "CARTOSTREAM_REDACTION_KEY", "hunter2",
                "CARTOSTREAM_REGISTRY_URL", "http://ada:hunter2@registry:8081");
        for (String format : new String[] {"table", "wide", "json", "yaml", "csv"}) {
            CliRun run = CliRun.in(
                    folder,
                    environment,
                    "config",
                    "show",
                    "-o",
                    format,
                    "--kafka",
                    "sasl.jaas.config=user hunter2",
                    "--kafka",
                    "ssl.key.password=hunter2");

            assertThat(run.exitCode()).isZero();
            assertThat(run.out()).contains("********").doesNotContain("hunter2");
        }
    }

    @Test
    void shouldRefuseTwoFormats() {
        CliRun run = CliRun.of("config", "show", "--json", "-o", "csv");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--json and --output csv exclude each other");
    }
}
