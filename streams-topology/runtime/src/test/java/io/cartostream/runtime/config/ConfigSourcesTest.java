package io.cartostream.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigSourcesTest {

    private static final ConfigDef DEFINITION = RuntimeConfig.definition("topology");

    @Test
    void shouldPreferTheCommandLineToTheEnvironmentAndThatToTheFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("topology.properties"), "namespace=file\nthreads = 3\nbootstrap.servers=file:1\n");
        Map<String, String> environment = Map.of(
                "CARTOSTREAM_NAMESPACE", "env",
                "CARTOSTREAM_BOOTSTRAP_SERVERS", "env:1",
                "CARTOSTREAM_COMMIT_INTERVAL_MS", "5",
                "CARTOSTREAM_KAFKA_SASL_JAAS_CONFIG", "jaas",
                "CARTOSTREAM_SCHEMA_REGISTRY_SSL_TRUSTSTORE_LOCATION", "/trust",
                "CARTOSTREAM_HOME", "somewhere",
                "PATH", "/bin");

        assertThat(ConfigSources.merge(DEFINITION, file, environment, List.of("namespace=cli", "ready.file = a=b")))
                .isEqualTo(Map.of(
                        "namespace", "cli",
                        "threads", "3",
                        "bootstrap.servers", "env:1",
                        "commit.interval.ms", "5",
                        "kafka.sasl.jaas.config", "jaas",
                        "schema.registry.ssl.truststore.location", "/trust",
                        "ready.file", "a=b"));
    }

    @Test
    void shouldReportAnUnreadableFileAndMalformedAssignments() {
        InvalidConfigException refused = catchThrowableOfType(
                InvalidConfigException.class,
                () -> ConfigSources.merge(DEFINITION, Path.of("/no/such/file"), Map.of(), List.of("threads", "=1")));

        assertThat(refused.problems())
                .containsExactly(
                        "cannot read the configuration file /no/such/file: java.nio.file.NoSuchFileException: /no/such/file",
                        "--set 'threads' is not key=value",
                        "--set '=1' is not key=value");
    }
}
