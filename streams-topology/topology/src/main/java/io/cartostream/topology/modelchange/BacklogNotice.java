package io.cartostream.topology.modelchange;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Announces in model-epoch when the long work of a partition begins and when it ends, so that a change of models can wait for
 * it. Always announces once at the start. The record is part of the transaction of the work: when the transaction is rolled
 * back, the task is initialised again, and this notice with it. For one thread.
 */
public final class BacklogNotice {

    private final long generation;
    private final BooleanSupplier hasWork;
    private final Consumer<String> output;

    /** The last announcement; null before the first one. */
    private @Nullable Boolean announced;

    /**
     * Creates the notice of one partition of a stage.
     *
     * @param generation of the models in force
     * @param hasWork returns true while the stage has long work left
     * @param output receives the value of the partition's record
     */
    public BacklogNotice(long generation, BooleanSupplier hasWork, Consumer<String> output) {
        this.generation = generation;
        this.hasWork = hasWork;
        this.output = output;
    }

    /** Announces a change. To be called after each record and each slice. */
    public void announce() {
        boolean left = hasWork.getAsBoolean();
        if (announced == null || announced != left) {
            output.accept(BacklogRecords.value(generation, left));
            announced = left;
        }
    }
}
