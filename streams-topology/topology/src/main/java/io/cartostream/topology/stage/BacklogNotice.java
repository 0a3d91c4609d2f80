package io.cartostream.topology.stage;

import io.cartostream.engine.codec.Writer;
import io.cartostream.engine.store.Store;
import io.cartostream.topology.epoch.Backlog;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Says in model-epoch when a partition comes to have long work left, and when it has none any more, so that a change of models
 * can wait for it. What was said last is kept in the stage's store: so both belong to the transaction of the work itself.
 */
final class BacklogNotice {

    /** Beside the stages' own keys in their stores for what is unfinished. */
    private static final String SAID = "n";

    private final Store work;
    private final long generation;
    private final BooleanSupplier some;
    private final Consumer<String> announce;
    /** Null until the first time. */
    private @Nullable Boolean said;

    /**
     * For one partition of a stage.
     *
     * @param work the stage's store for what is unfinished
     * @param generation of the models in force
     * @param some whether the stage has long work left
     * @param announce takes the value of the partition's record
     */
    BacklogNotice(Store work, long generation, BooleanSupplier some, Consumer<String> announce) {
        this.work = work;
        this.generation = generation;
        this.some = some;
        this.announce = announce;
    }

    /** After each record and each slice. */
    void tell() {
        boolean left = some.getAsBoolean();
        if (said != null && said == left) {
            return;
        }
        byte[] now = Writer.versioned().number(generation).flag(left).toBytes();
        if (said != null || !Arrays.equals(now, work.get(SAID))) {
            announce.accept(Backlog.value(generation, left));
            work.put(SAID, now);
        }
        said = left;
    }
}
