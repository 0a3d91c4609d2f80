package io.cartostream.topology.stage;

import io.cartostream.topology.metrics.TopologyMeter;
import io.cartostream.topology.metrics.TopologyMeters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Continues a stage's long work in bounded slices: by the clock, and after each record while work is known to be left. The work
 * is stored with the stage's state and survives a restart, so the first slice runs even if no work is known.
 */
final class SlicedWork {

    private final IntPredicate stage;
    private final int budget;
    private final TopologyMeters meters;
    private final List<Cancellable> schedules = new ArrayList<>(1);
    private boolean left;

    /**
     * Creates the work of one partition of a stage.
     *
     * @param stage does up to the given number of steps; returns true if more is left
     */
    SlicedWork(IntPredicate stage, int budget, TopologyMeters meters) {
        this.stage = stage;
        this.budget = budget;
        this.meters = meters;
    }

    void schedule(ProcessorContext<?, ?> context, Duration interval) {
        schedules.add(context.schedule(interval, PunctuationType.WALL_CLOCK_TIME, now -> slice()));
    }

    void afterRecord() {
        if (left) {
            slice();
        }
    }

    /** Cancels the schedules: Kafka Streams keeps those of a task that it revives, and they would run beside the new ones. */
    void close() {
        schedules.forEach(Cancellable::cancel);
        set(false);
    }

    private void slice() {
        boolean was = left;
        set(stage.test(budget));
        if (was || left) {
            meters.count(TopologyMeter.SLICES);
        }
    }

    private void set(boolean now) {
        if (now != left) {
            meters.add(TopologyMeter.PARTITIONS_WITH_WORK, now ? 1 : -1);
            left = now;
        }
    }
}
