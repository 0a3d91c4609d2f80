package io.cartostream.connect.neo4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

final class SinkMetricsTest {

    @Test
    void shouldKeepItsSuccessorRegisteredWhenItClosesLate() throws JMException {
        SinkMetrics first = SinkMetrics.named("metrics-test", "0");
        assertThat(shown()).isFalse();
        first.register();
        SinkMetrics second = SinkMetrics.named("metrics-test", "0");
        second.register();
        first.close();
        assertThat(shown()).isTrue();
        second.close();

        assertThat(shown()).isFalse();
    }

    @Test
    void shouldContinueAfterMoreRowsThanAnIntegerCounts() {
        LatencyWindow latencies = new LatencyWindow(Integer.MAX_VALUE - 1L);
        for (int i = 0; i < 5_000; i++) {
            latencies.add(i < 4_000 ? 10 : 20);
        }

        assertThat(latencies.percentile(0.5)).isEqualTo(10);
        assertThat(latencies.percentile(0.99)).isEqualTo(20);
        assertThat(latencies.last()).isEqualTo(20);
    }

    private static boolean shown() throws JMException {
        return ManagementFactory.getPlatformMBeanServer()
                .isRegistered(
                        new ObjectName("io.cartostream.connect:type=neo4j-sink,connector=\"metrics-test\",task=\"0\""));
    }
}
