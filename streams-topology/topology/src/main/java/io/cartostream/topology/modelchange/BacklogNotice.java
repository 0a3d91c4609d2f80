package io.cartostream.topology.modelchange;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Says in model-epoch when a partition comes to have long work left, and when it has none any more, so that a change of models
 * can wait for it; and once at the start, whatever was said before. Belongs to the transaction of the work itself: a task
 * whose transaction is rolled back is initialised anew, and with it this.
 */
public final class BacklogNotice {

    private final long generation;
    private final BooleanSupplier some;
    private final Consumer<String> announce;

    /** Null until the first time. */
    private @Nullable Boolean said;

    /**
     * For one partition of a stage.
     *
     * @param generation of the models in force
     * @param some whether the stage has long work left
     * @param announce takes the value of the partition's record
     */
    public BacklogNotice(long generation, BooleanSupplier some, Consumer<String> announce) {
        this.generation = generation;
        this.some = some;
        this.announce = announce;
    }

    /** After each record and each slice. */
    public void tell() {
        boolean left = some.getAsBoolean();
        if (said == null || said != left) {
            announce.accept(BacklogRecords.value(generation, left));
            said = left;
        }
    }
}
