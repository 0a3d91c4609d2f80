package io.cartostream.connect.neo4j;

import io.cartostream.connect.neo4j.database.UnreachableException;
import io.cartostream.connect.neo4j.database.UnusableException;
import io.cartostream.connect.neo4j.fence.FencedException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;

/** Translates a failure into what Connect is to do about it: deliver again, or stop the task. For the task's thread. */
final class FailureTranslator {
    private static final int FENCED_PUTS_BEFORE_STOP = 5;

    private final Runnable onFenced;
    private final String restart;
    private int fencedPuts;

    /**
     * @param onFenced runs when a fence refused a write that Connect is to deliver again
     * @param connector name of the connector, for advice
     * @param taskId number of the task, for advice
     */
    FailureTranslator(Runnable onFenced, String connector, String taskId) {
        this.onFenced = onFenced;
        this.restart = "POST /connectors/" + connector + "/tasks/" + taskId + "/restart";
    }

    /**
     * Runs the work.
     *
     * @throws RetriableException if a later attempt may succeed
     * @throws ConnectException if the task must stop
     */
    void run(Runnable work) {
        try {
            work.run();
        } catch (UnreachableException e) {
            throw new RetriableException(e.getMessage(), e);
        } catch (UnusableException e) {
            throw new ConnectException(e.getMessage(), e);
        } catch (FencedException e) {
            // A rebalance that this task has yet to hear of looks the same, so allow it a few polls.
            if (++fencedPuts < FENCED_PUTS_BEFORE_STOP) {
                onFenced.run();
                throw new RetriableException(e.getMessage(), e);
            }
            throw new ConnectException(
                    e.getMessage()
                            + ": this task stops. If two connectors are meant to write, give each its own"
                            + " fence.writer; if only one runs, " + restart,
                    e);
        }
    }

    /** A poll was taken over, so this task still owns its partitions. */
    void progressed() {
        fencedPuts = 0;
    }
}
