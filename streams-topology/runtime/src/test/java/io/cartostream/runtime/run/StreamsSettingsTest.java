package io.cartostream.runtime.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.runtime.config.RuntimeConfig;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class StreamsSettingsTest {

    private static RuntimeConfig config(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("bootstrap.servers", "b:1");
        all.put("schema.registry.url", "http://r");
        return RuntimeConfig.of("topology", all);
    }

    @Test
    void shouldProcessExactlyOnceUnderTheApplicationId() {
        Properties p = StreamsSettings.of(config(Map.of("namespace", "acme", "instance.id", "pod-0")), Map.of());

        assertThat(p)
                .containsEntry("processing.guarantee", "exactly_once_v2")
                .containsEntry("application.id", "acme.topology")
                .containsEntry("consumer.group.instance.id", "pod-0");
        assertThat(new StreamsConfig(p).getString("processing.guarantee")).isEqualTo("exactly_once_v2");
    }

    @Test
    void shouldReplaceAHangingThreadAfterAMinuteByDefault() {
        assertThat(new StreamsConfig(StreamsSettings.of(config(Map.of()), Map.of())).getLong("task.timeout.ms"))
                .isEqualTo(60_000);
        assertThat(new StreamsConfig(StreamsSettings.of(config(Map.of()), Map.of()))
                        .getMainConsumerConfigs("g", "c", 0))
                .containsEntry("max.poll.interval.ms", 60_000);
        assertThat(StreamsSettings.of(config(Map.of("kafka.consumer.max.poll.interval.ms", "90000")), Map.of()))
                .containsEntry("consumer.max.poll.interval.ms", "90000");
    }

    @Test
    void shouldPassClientSettingsToTheirClients() {
        RuntimeConfig config = config(Map.of(
                "kafka.security.protocol", "SASL_SSL",
                "kafka.producer.linger.ms", "7",
                "kafka.consumer.session.timeout.ms", "20000",
                "kafka.admin.retries", "3"));

        assertThat(StreamsSettings.of(config, Map.of()))
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("producer.linger.ms", "7")
                .containsEntry("consumer.session.timeout.ms", "20000");
        assertThat(StreamsSettings.admin(config))
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("retries", "3")
                .containsEntry("bootstrap.servers", "b:1")
                .doesNotContainKeys("producer.linger.ms", "consumer.session.timeout.ms");
    }

    @Test
    void shouldPreferTheUsersSettingsToTheApplicationsDefaults() {
        RuntimeConfig config = config(Map.of("kafka.poll.ms", "7"));

        assertThat(StreamsSettings.of(config, Map.of("poll.ms", "20", "max.task.idle.ms", "-1")))
                .containsEntry("poll.ms", "7")
                .containsEntry("max.task.idle.ms", "-1");
    }
}
