package io.cartostream.topology.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.topology.metrics.TopologyMeters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;

class SlicedWorkTest {

    private final MockProcessorContext<String, String> context = new MockProcessorContext<>();
    private final List<Integer> budgets = new ArrayList<>();
    private final SlicedWork work = new SlicedWork(budget -> !budgets.add(budget), 7, new TopologyMeters());

    @Test
    void shouldLeaveNoScheduleBehindWhenTheTaskIsRevived() {
        work.schedule(context, Duration.ofMillis(20));
        work.close();
        work.schedule(context, Duration.ofMillis(20));

        assertThat(context.scheduledPunctuators()).hasSize(2);
        assertThat(context.scheduledPunctuators().get(0).cancelled()).isTrue();
        assertThat(context.scheduledPunctuators().get(1).cancelled()).isFalse();
    }

    @Test
    void shouldSliceByTheClockWithTheWholeBudget() {
        work.schedule(context, Duration.ofMillis(20));

        context.scheduledPunctuators().get(0).getPunctuator().punctuate(0);

        assertThat(budgets).containsExactly(7);
    }
}
