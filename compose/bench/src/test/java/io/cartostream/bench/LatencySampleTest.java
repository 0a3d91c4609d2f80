package io.cartostream.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LatencySampleTest {

    private static final List<LatencySample> SAMPLES = IntStream.rangeClosed(1, 100)
            .mapToObj(i -> new LatencySample(1, i, 2))
            .toList();

    @Test
    void shouldTakeNearestRankForPercentiles() {
        assertThat(LatencySample.percentile(SAMPLES, LatencySample::topology, 0.5))
                .isEqualTo(50);
        assertThat(LatencySample.percentile(SAMPLES, LatencySample::topology, 0.95))
                .isEqualTo(95);
    }

    @Test
    void shouldAddAllHopsForTotal() {
        assertThat(LatencySample.percentile(SAMPLES, LatencySample::total, 1)).isEqualTo(103);
    }

    @Test
    void shouldTakeTheOnlySampleForAnyPercentile() {
        assertThat(LatencySample.percentile(SAMPLES.subList(0, 1), LatencySample::total, 0.5))
                .isEqualTo(4);
    }
}
