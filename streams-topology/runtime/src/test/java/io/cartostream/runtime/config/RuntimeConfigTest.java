package io.cartostream.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimeConfigTest {

    private static final Map<String, String> REQUIRED =
            Map.of("bootstrap.servers", "localhost:9092", "schema.registry.url", "http://localhost:8081");

    @Test
    void shouldNameTheApplicationAndItsStateByTheRole() {
        RuntimeConfig config = RuntimeConfig.of("counts", REQUIRED);

        assertThat(config.applicationId()).isEqualTo("cartostream.counts");
        assertThat(config.stateDir()).isEqualTo(Path.of("state/counts"));
    }

    @Test
    void shouldReportTheProblemsOfAllFragmentsAtOnce() {
        ConfigDef extended = RuntimeConfig.definition("counts")
                .define("window.ms", ConfigDef.Type.LONG, ConfigDef.Importance.LOW, "Width of a window.");

        InvalidConfigException refused = catchThrowableOfType(
                InvalidConfigException.class,
                () -> ValidatedSettings.of(
                        extended, Map.of("threads", "0", "window.ms", "long", "window", "1", "kafka.acks", "1")));

        assertThat(refused.problems())
                .containsExactly(
                        "bootstrap.servers is missing",
                        "kafka.acks cannot be set: the application sets acks itself",
                        "schema.registry.url is missing",
                        "threads='0': Value must be at least 1",
                        "window is not a setting: did you mean window.ms?",
                        "window.ms='long': Not a number of type LONG");
    }

    @Test
    void shouldDocumentEveryKey() {
        assertThat(RuntimeConfig.definition("counts").configKeys().values())
                .allSatisfy(key -> assertThat(key.documentation).endsWith("."));
    }

    @Test
    void shouldRefuseAReferenceThatCannotBeRead() {
        Map<String, String> settings = new HashMap<>(REQUIRED);
        settings.put("kafka.sasl.jaas.config", "${file:/no/such/file:jaas}");

        assertThat(problemsOf(settings)).singleElement().asString().contains("/no/such/file");
    }

    @Test
    void shouldReadSecretsFromFiles(@TempDir Path folder) throws IOException {
        Path secrets = Files.writeString(folder.resolve("secrets.properties"), "jaas=user and password\n");
        Map<String, String> settings = new HashMap<>(REQUIRED);
        settings.put("kafka.sasl.jaas.config", "${file:" + secrets + ":jaas}");

        RuntimeConfig config = RuntimeConfig.of("counts", settings);

        assertThat(config.kafkaClientSettings()).containsEntry("sasl.jaas.config", "user and password");
    }

    @Test
    void shouldHideSecretsWhenPrinted() {
        Map<String, String> settings = new HashMap<>(REQUIRED);
        settings.put("kafka.sasl.jaas.config", "user and password");

        assertThat(ValidatedSettings.of(RuntimeConfig.definition("counts"), settings)
                        .values())
                .satisfies(values ->
                        assertThat(values.toString()).contains("[hidden]").doesNotContain("user and password"));
    }

    private static List<String> problemsOf(Map<String, String> settings) {
        return catchThrowableOfType(InvalidConfigException.class, () -> RuntimeConfig.of("counts", settings))
                .problems();
    }
}
