package io.cartostream.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.avro.InventoryEvent;
import io.cartostream.avro.ResourceObserved;
import io.cartostream.cli.CliRun;
import io.cartostream.contract.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatencySampleTest {

    @Test
    void shouldTakeNearestRankWhenPercentilesAreAsked() {
        List<LatencySample> samples = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            samples.add(new LatencySample(1, i, 2));
        }
        assertThat(LatencySample.percentile(samples, LatencySample::topology, 0.5))
                .isEqualTo(50);
        assertThat(LatencySample.percentile(samples, LatencySample::topology, 0.95))
                .isEqualTo(95);
        assertThat(LatencySample.percentile(samples, LatencySample::total, 1)).isEqualTo(103);
        assertThat(LatencySample.percentile(samples.subList(0, 1), LatencySample::total, 0.5))
                .isEqualTo(4);
    }

    @Test
    void shouldAddAndRemoveOnlyOurTagWhenAResourceIsChanged() {
        String payload = "{\"InstanceId\":\"i-1\",\"Tags\":[{\"Key\":\"a\",\"Value\":\"b\"}]}";
        MutatedResource subject = new MutatedResource(new Scope("aws", "1", "r", "ec2.instance"), "i-1", payload);

        assertThat(payload(subject.changed("7", Instant.EPOCH)))
                .isEqualTo("{\"InstanceId\":\"i-1\",\"Tags\":[{\"Key\":\"a\",\"Value\":\"b\"},"
                        + "{\"Key\":\"kubernetes.io/cluster/cartostream-bench-7\",\"Value\":\"owned\"}]}");
        assertThat(payload(subject.restored(Instant.EPOCH))).isEqualTo(payload);
        assertThat(subject.changed("7", Instant.EPOCH).getSyncId()).isNull();
    }

    @Test
    void shouldRefuseWhenThereIsNothingToMeasure() {
        assertThat(CliRun.of("bench", "latency", "--samples", "0").exitCode()).isEqualTo(2);
        assertThat(CliRun.of("bench", "load").err()).contains("--from-files");
        assertThat(CliRun.of("bench", "load", "--from-files", "absent").err()).contains("manifest.jsonl");
    }

    private static String payload(InventoryEvent event) {
        return ((ResourceObserved) event.getEvent()).getPayload();
    }
}
