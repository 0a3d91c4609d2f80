package io.cartostream.local.process;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one process.
 *
 * @param name its short name
 * @param state where it stands
 * @param pid its process id, 0 when it does not run
 * @param started when the current run began; null before the first
 * @param readyMs milliseconds from start to ready of the current run, -1 until then
 * @param restarts how often the supervisor has started it again
 * @param note the last thing worth saying, e.g. why it failed; empty if nothing
 */
public record ProcessStatus(
        String name,
        ProcessState state,
        long pid,
        @Nullable Instant started,
        long readyMs,
        int restarts,
        String note) {}
