package io.cartostream.local.process;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of one process.
 *
 * @param name its short name
 * @param state its state
 * @param pid its process id, 0 when it does not run
 * @param started when the current run began; null before the first
 * @param readyMs milliseconds from start to ready of the current run, -1 until then
 * @param restarts how often the supervisor has started it again
 * @param note the newest note, e.g. why it failed; empty if there is none
 */
public record ProcessStatus(
        String name,
        ProcessState state,
        long pid,
        @Nullable Instant started,
        long readyMs,
        int restarts,
        String note) {}
