package io.cartostream.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cartostream.producer.provider.FakeProvider;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WorkerConfigTest {

    private static final Map<String, String> REQUIRED =
            Map.of("bootstrap.servers", "k:9092", "schema.registry.url", "http://r:8081");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private static WorkerConfig config(String... more) {
        Map<String, String> properties = new HashMap<>(REQUIRED);
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        return WorkerConfig.of(FakeProvider.PROVIDERS, properties);
    }

    @Test
    void shouldWorkWithBrokerAndRegistryAlone() {
        WorkerSettings settings = config().settings();

        assertThat(settings.kafka().bootstrapServers()).isEqualTo("k:9092");
        assertThat(settings.parallel()).isEqualTo(16);
        assertThat(settings.connection().endpoint()).isNull();
    }

    @Test
    void shouldPassPropertiesToTheirClients() {
        WorkerSettings settings = config(
                        "kafka.sasl.mechanism",
                        "PLAIN",
                        "schema.registry.basic.auth.user.info",
                        "u:p",
                        "acme.profile",
                        "audit",
                        "endpoint.url",
                        "http://localhost:5000")
                .settings();

        assertThat(settings.kafka().clientProperties())
                .containsEntry("sasl.mechanism", "PLAIN")
                .containsEntry("basic.auth.user.info", "u:p")
                .doesNotContainKey("schema.registry.url");
        assertThat(settings.connection().option("acme.profile")).contains("audit");
        assertThat(settings.connection().endpoint()).isEqualTo(URI.create("http://localhost:5000"));
    }

    @Test
    void shouldNameEveryProblem() {
        assertThatThrownBy(() -> WorkerConfig.of(
                        FakeProvider.PROVIDERS,
                        Map.of("bootstrap.servers", "k:9092", "parallel", "0", "colour", "red")))
                .hasMessageContaining("unknown key 'colour'")
                .hasMessageContaining("schema.registry.url")
                .hasMessageContaining("parallel");
    }

    @Test
    void shouldEndWithAnErrorWhenTheFileIsMissing() {
        assertThat(WorkerMain.run("--config", folder.resolve("absent").toString()))
                .isEqualTo(2);
    }

    @Test
    void shouldEndWithAnErrorWithoutAConfiguration() {
        assertThat(WorkerMain.run()).isEqualTo(2);
    }
}
