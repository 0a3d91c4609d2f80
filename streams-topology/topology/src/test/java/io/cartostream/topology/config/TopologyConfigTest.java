package io.cartostream.topology.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cartostream.engine.EngineConfig;
import io.cartostream.runtime.config.InvalidConfigException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopologyConfigTest {

    private static final Map<String, String> REQUIRED =
            Map.of("bootstrap.servers", "localhost:9092", "schema.registry.url", "http://localhost:8081");

    @Test
    void shouldUseDefaultsForOptionalSettings() {
        TopologyConfig config = TopologyConfig.of(REQUIRED);

        assertThat(config.runtime().namespace().prefix()).isEqualTo("cartostream");
        assertThat(config.runtime().applicationId()).isEqualTo("cartostream.topology");
        assertThat(config.runtime().bootstrapServers()).isEqualTo("localhost:9092");
        assertThat(config.runtime().registryUrls()).containsExactly("http://localhost:8081");
        assertThat(config.runtime().kafkaClientSettings()).isEmpty();
        assertThat(config.runtime().registrySettings())
                .isEqualTo(Map.of("schema.registry.url", "http://localhost:8081"));
        assertThat(config.modelsFolder()).isEmpty();
        assertThat(config.modelsStrict()).isFalse();
        assertThat(config.partitionCheck()).isTrue();
        assertThat(config.engine()).isEqualTo(EngineConfig.defaults());
        assertThat(config.sliceInterval()).isEqualTo(Duration.ofMillis(20));
        assertThat(config.runtime().stateDir()).isEqualTo(Path.of("state/topology"));
        assertThat(config.runtime().stateMemoryBytes()).isEqualTo(384L << 20);
        assertThat(config.runtime().replicationFactor()).isEqualTo(-1);
        assertThat(config.runtime().standbyReplicas()).isZero();
        assertThat(config.runtime().threads()).isEqualTo(2);
        assertThat(config.runtime().instanceId()).isEmpty();
        assertThat(config.runtime().commitInterval()).isEqualTo(Duration.ofMillis(200));
        assertThat(config.purgeInterval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.runtime().registryRetry()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.runtime().startTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.runtime().stopTimeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(config.runtime().stallTimeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.runtime().readyFile()).isEmpty();
        assertThat(config.runtime().healthPort()).isZero();
    }

    @Test
    void shouldReadEveryKey() {
        Map<String, String> all = new HashMap<>(REQUIRED);
        all.put("namespace", "acme");
        all.put("bootstrap.servers", "a:1, b:2");
        all.put("schema.registry.url", "https://r1, https://r2");
        all.put("schema.registry.basic.auth.credentials.source", "USER_INFO");
        all.put("schema.registry.basic.auth.user.info", "user:secret");
        all.put("schema.registry.bearer.auth.token", "token");
        all.put("schema.registry.ssl.keystore.password", "s1");
        all.put("schema.registry.ssl.key.password", "s2");
        all.put("schema.registry.ssl.truststore.password", "s3");
        all.put("kafka.security.protocol", "SASL_SSL");
        all.put("kafka.sasl.mechanism", "SCRAM-SHA-512");
        all.put("kafka.sasl.jaas.config", "jaas");
        all.put("kafka.ssl.keystore.password", "k1");
        all.put("kafka.ssl.key.password", "k2");
        all.put("kafka.ssl.truststore.password", "k3");
        all.put("kafka.consumer.fetch.max.bytes", "1000");
        all.put("models.folder", "/models");
        all.put("models.strict", "true");
        all.put("partition.check", "false");
        all.put("brake.share", "0.5");
        all.put("brake.min.resources", "7");
        all.put("brake.whole.scope.min.resources", "9");
        all.put("brake.confirm.after.ms", "1000");
        all.put("tombstone.retention.ms", "2000");
        all.put("slice.steps", "11");
        all.put("slice.interval.ms", "12");
        all.put("state.dir", "/state");
        all.put("state.memory.bytes", "33554432");
        all.put("state.replication.factor", "3");
        all.put("state.standby.replicas", "1");
        all.put("threads", "4");
        all.put("instance.id", "pod-0");
        all.put("commit.interval.ms", "50");
        all.put("purge.interval.ms", "500");
        all.put("registry.retry.ms", "600");
        all.put("start.timeout.ms", "7000");
        all.put("stop.timeout.ms", "800");
        all.put("stall.timeout.ms", "60000");
        all.put("ready.file", "/run/ready");
        all.put("metrics.scopes.max", "7");
        all.put("health.port", "8080");

        TopologyConfig config = TopologyConfig.of(all);

        assertThat(all.keySet()).containsAll(TopologyConfig.definition().names());
        assertThat(config.runtime().applicationId()).isEqualTo("acme.topology");
        assertThat(config.runtime().bootstrapServers()).isEqualTo("a:1,b:2");
        assertThat(config.runtime().registryUrls()).containsExactly("https://r1", "https://r2");
        assertThat(config.runtime().registrySettings())
                .containsEntry("schema.registry.url", "https://r1,https://r2")
                .containsEntry("basic.auth.user.info", "user:secret")
                .containsEntry("basic.auth.credentials.source", "USER_INFO")
                .containsEntry("bearer.auth.token", "token")
                .containsEntry("schema.registry.ssl.keystore.password", "s1")
                .containsEntry("schema.registry.ssl.key.password", "s2")
                .containsEntry("schema.registry.ssl.truststore.password", "s3");
        assertThat(config.runtime().kafkaClientSettings())
                .isEqualTo(Map.of(
                        "security.protocol", "SASL_SSL",
                        "sasl.mechanism", "SCRAM-SHA-512",
                        "sasl.jaas.config", "jaas",
                        "ssl.keystore.password", "k1",
                        "ssl.key.password", "k2",
                        "ssl.truststore.password", "k3",
                        "consumer.fetch.max.bytes", "1000"));
        assertThat(config.modelsFolder()).contains(Path.of("/models"));
        assertThat(config.modelsStrict()).isTrue();
        assertThat(config.partitionCheck()).isFalse();
        assertThat(config.engine())
                .isEqualTo(new EngineConfig(0.5, 7, 9, Duration.ofSeconds(1), Duration.ofSeconds(2), 11));
        assertThat(config.sliceInterval()).isEqualTo(Duration.ofMillis(12));
        assertThat(config.runtime().stateDir()).isEqualTo(Path.of("/state"));
        assertThat(config.runtime().stateMemoryBytes()).isEqualTo(32L << 20);
        assertThat(config.runtime().replicationFactor()).isEqualTo(3);
        assertThat(config.runtime().standbyReplicas()).isEqualTo(1);
        assertThat(config.runtime().threads()).isEqualTo(4);
        assertThat(config.runtime().instanceId()).contains("pod-0");
        assertThat(config.runtime().commitInterval()).isEqualTo(Duration.ofMillis(50));
        assertThat(config.purgeInterval()).isEqualTo(Duration.ofMillis(500));
        assertThat(config.runtime().registryRetry()).isEqualTo(Duration.ofMillis(600));
        assertThat(config.runtime().startTimeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(config.runtime().stopTimeout()).isEqualTo(Duration.ofMillis(800));
        assertThat(config.runtime().stallTimeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.runtime().readyFile()).contains(Path.of("/run/ready"));
        assertThat(config.runtime().healthPort()).isEqualTo(8080);
    }

    @Test
    void shouldReportEveryProblemAtOnce() {
        Map<String, String> wrong = new HashMap<>();
        wrong.put("namespace", "a b");
        wrong.put("kafka.security.protocol", "PLAIN");
        wrong.put("kafka.consumer.group.id", "mine");
        wrong.put("kafka.processing.guarantee", "at_least_once");
        wrong.put("brake.share", "30");
        wrong.put("brake.min.resources", "many");
        wrong.put("brake.whole.scope.min.resources", "0");
        wrong.put("brake.confirm.after.ms", "-1");
        wrong.put("models.strict", "perhaps");
        wrong.put("threads", "0");
        wrong.put("health.port", "70000");
        wrong.put("state.dir", "");
        wrong.put("share", "0.1");
        wrong.put("nonsense", "1");

        assertThat(problemsOf(wrong))
                .containsExactly(
                        "bootstrap.servers is missing",
                        "brake.confirm.after.ms='-1': Value must be at least 0",
                        "brake.min.resources='many': Not a number of type INT",
                        "brake.share='30.0': Value must be no more than 1.0",
                        "brake.whole.scope.min.resources='0': Value must be at least 1",
                        "health.port='70000': Value must be no more than 65535",
                        "kafka.consumer.group.id cannot be set: the application sets group.id itself",
                        "kafka.processing.guarantee cannot be set: the application sets processing.guarantee itself",
                        "kafka.security.protocol='PLAIN': String must be one of: PLAINTEXT, SSL, SASL_PLAINTEXT, SASL_SSL",
                        "models.strict='perhaps': Expected value to be either true or false",
                        "namespace='a b': namespace 'a b' must be 1 to 100 letters, digits, dots, dashes or underscores",
                        "nonsense is not a setting: see --help for the list",
                        "schema.registry.url is missing",
                        "share is not a setting: did you mean brake.share?",
                        "state.dir='': must not be empty",
                        "threads='0': Value must be at least 1");
    }

    @Test
    void shouldDocumentEveryKey() {
        assertThat(TopologyConfig.definition().configKeys().values())
                .allSatisfy(key -> assertThat(key.documentation).endsWith("."));
    }

    private static List<String> problemsOf(Map<String, String> settings) {
        return catchThrowableOfType(InvalidConfigException.class, () -> TopologyConfig.of(settings))
                .problems();
    }
}
