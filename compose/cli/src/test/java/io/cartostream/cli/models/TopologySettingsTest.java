package io.cartostream.cli.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.cli.CliRun;
import org.junit.jupiter.api.Test;

class TopologySettingsTest {

    @Test
    void shouldNameSettingInOneLineWhenTheTopologyRefusesIt() {
        CliRun run = CliRun.of("models", "preview", "--kafka", "isolation.level=read_uncommitted");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("kafka.isolation.level").doesNotContain("Exception");
    }
}
