package io.cartostream.topology.stage;

import io.cartostream.engine.store.SortedStore;
import io.cartostream.topology.modelchange.BacklogNotice;
import io.cartostream.topology.modelchange.BacklogRecords;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * What the three processors have in common: stores, output, long work in slices, and the frame around each record. One for each
 * partition; for one thread.
 */
final class StageRuntime<K, V> {

    private final ProcessorContext<K, V> context;
    private final StageSettings settings;
    private final RecordForwarder<K, V> out;
    private final SlicedWork work;
    private Runnable announcement = () -> {};

    /**
     * Creates the runtime of one partition.
     *
     * @param continueWork does up to the given number of steps of stored work; returns true if more is left
     */
    StageRuntime(ProcessorContext<K, V> context, StageSettings settings, IntPredicate continueWork) {
        this.context = context;
        this.settings = settings;
        this.out = new RecordForwarder<>(context);
        this.work = new SlicedWork(
                budget -> {
                    boolean more = continueWork.test(budget);
                    announcement.run();
                    return more;
                },
                settings.engine().inlineBudget(),
                settings.meters());
    }

    int partition() {
        return context.taskId().partition();
    }

    SortedStore store(TopologyNames name) {
        return out.store(name);
    }

    RecordForwarder<K, V> out() {
        return out;
    }

    SizeGuard sizeGuard(TopologyNames deadLetters, String stage) {
        return new SizeGuard(context, out, deadLetters, stage, settings.meters());
    }

    /** Announces in model-epoch, after each record and each slice, whether the stage's long work begins or ends. */
    void announceBacklog(String stage, BooleanSupplier hasWork, BacklogOutput output) {
        String key = BacklogRecords.key(stage, partition());
        BacklogNotice notice =
                new BacklogNotice(settings.inForce().generation(), hasWork, value -> output.send(key, value));
        announcement = notice::announce;
    }

    /** Writes the record of a partition to model-epoch. */
    @FunctionalInterface
    interface BacklogOutput {
        void send(String key, String value);
    }

    /** Starts the slices that continue stored work by the clock. */
    void start() {
        work.schedule(context, settings.sliceInterval());
    }

    /** To be called before a record is processed. */
    void begin(long timestamp) {
        out.begin(timestamp);
    }

    /** To be called after a record was processed. */
    void finish() {
        work.afterRecord();
        announcement.run();
        out.end(settings.pace());
    }

    void close() {
        work.close();
    }
}
