package io.cartostream.local.stack;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** How long a start may take in all, and the lines that say what it waits for. One thread uses it. */
public final class StartDeadline {

    private static final Duration REPORT_EVERY = Duration.ofSeconds(10);

    private final Duration timeout;
    private final Consumer<String> report;
    private final long begin = System.nanoTime();
    private Duration nextReport = REPORT_EVERY;

    /**
     * Starts to count.
     *
     * @param report receives a line every 10 seconds of waiting, on a terminal and in a log alike
     */
    public StartDeadline(Duration timeout, Consumer<String> report) {
        this.timeout = timeout;
        this.report = report;
    }

    /** The time that is left; at least a second. */
    public Duration left() {
        Duration left = timeout.minus(elapsed());
        return left.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : left;
    }

    /** Reports what the start waits for, if it is time for a line; fails when the time is over. */
    void check(List<String> waitingFor, StackFiles files) throws StackException {
        Duration elapsed = elapsed();
        String names = String.join(", ", waitingFor);
        if (elapsed.compareTo(timeout) > 0) {
            throw new StackException("not ready after " + elapsed.toSeconds() + " s: " + names
                    + "; allow more time with --timeout, or see "
                    + files.state().resolve("logs"));
        }
        if (elapsed.compareTo(nextReport) >= 0) {
            nextReport = elapsed.plus(REPORT_EVERY);
            report.accept("waiting for " + names + " (" + elapsed.toSeconds() + " s)");
        }
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
