package io.cartostream.local.process;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One watched process as a state machine that {@link #tick} advances. A process that ends by itself is started again after a pause that
 * doubles, at most {@value #MOST_RESTARTS} times in five minutes. A process that ends before it was ever ready is not started again,
 * because repetition does not remove the cause. A start may take any time while the process works. Not thread-safe.
 */
final class WatchedProcess {

    static final int MOST_RESTARTS = 5;
    private static final Duration WINDOW = Duration.ofMinutes(5);
    /** Exit code of a JVM after SIGTERM. */
    private static final int ASKED_TO_END = 143;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    /** A started process. */
    interface Running {
        long pid();

        boolean alive();

        int exitCode();

        /** SIGTERM. */
        void terminate();

        /** SIGKILL. */
        void kill();

        /** True if the spec's probe passes now. */
        boolean ready();

        /** A figure that grows while the process works: bytes of its log and tenths of a processor second. */
        long work();
    }

    /** Starts processes. */
    interface Starter {
        Running start(ProcessSpec spec) throws IOException;
    }

    private final ProcessSpec spec;
    private final Starter starter;
    private final Clock clock;
    private final Consumer<String> say;
    private final Deque<Instant> ends = new ArrayDeque<>();

    private ProcessState state = ProcessState.WAITING;
    private @Nullable Running running;
    private @Nullable Instant started;
    private Instant nextStart = Instant.MIN;
    private Instant lastProgress = Instant.MIN;
    private long lastWork;
    private long readyMs = -1;
    private boolean everReady;
    private int restarts;
    private String note = "";

    WatchedProcess(ProcessSpec spec, Starter starter, Clock clock, Consumer<String> say) {
        this.spec = spec;
        this.starter = starter;
        this.clock = clock;
        this.say = say;
    }

    ProcessSpec spec() {
        return spec;
    }

    ProcessStatus status() {
        Running process = running;
        return new ProcessStatus(
                spec.name(), state, process == null ? 0 : process.pid(), started, readyMs, restarts, note);
    }

    /** Looks at the process once and does what is due. */
    void tick() {
        switch (state) {
            case WAITING -> {
                if (spec.startWhen() == null || spec.startWhen().toFile().exists()) {
                    start();
                }
            }
            case STARTING -> watchStart();
            case READY -> {
                Running process = running;
                if (process != null && !process.alive()) {
                    if (process.exitCode() == ASKED_TO_END) {
                        asked();
                    } else {
                        ended("exit code " + process.exitCode());
                    }
                }
            }
            case RESTARTING -> {
                if (!clock.instant().isBefore(nextStart)) {
                    restarts++;
                    start();
                }
            }
            case FAILED, STOPPED -> {
                // not started again
            }
        }
    }

    private void start() {
        try {
            started = clock.instant();
            readyMs = -1;
            running = starter.start(spec);
            lastProgress = started;
            lastWork = running.work();
            state = ProcessState.STARTING;
            say.accept(spec.name() + " started, process " + running.pid());
        } catch (IOException e) {
            fail("could not be started: " + e.getMessage());
        }
    }

    private void watchStart() {
        Running process = running;
        if (process == null) {
            return;
        }
        long sinceStart = Duration.between(started, clock.instant()).toMillis();
        if (!process.alive()) {
            if (everReady) {
                ended("exit code " + process.exitCode() + " before it was ready again");
            } else {
                fail("ended with exit code " + process.exitCode() + " before it was ready");
            }
        } else if (process.ready()) {
            readyMs = sinceStart;
            everReady = true;
            state = ProcessState.READY;
            say.accept(spec.name() + " ready after " + readyMs + " ms");
        } else if (stalled(process)) {
            process.kill();
            String how = "not ready after " + sinceStart / 1000 + " s, and without progress for "
                    + spec.stalledAfter().toSeconds() + " s";
            if (everReady) {
                ended(how);
            } else {
                fail(how);
            }
        }
    }

    /** True if the process has neither logged nor computed for as long as the spec allows: a busy machine is no stall. */
    private boolean stalled(Running process) {
        Instant now = clock.instant();
        long work = process.work();
        if (work != lastWork) {
            lastWork = work;
            lastProgress = now;
        }
        return Duration.between(lastProgress, now).compareTo(spec.stalledAfter()) > 0;
    }

    /** Handles a restart on purpose: without a pause, and not counted as a crash. */
    private void asked() {
        running = null;
        nextStart = clock.instant();
        state = ProcessState.RESTARTING;
        note = "was asked to end at " + nextStart + "; started again";
        say.accept(spec.name() + " was asked to end; starting it again");
    }

    private void ended(String how) {
        running = null;
        Instant now = clock.instant();
        ends.addLast(now);
        while (!ends.isEmpty() && ends.getFirst().isBefore(now.minus(WINDOW))) {
            ends.removeFirst();
        }
        if (ends.size() > MOST_RESTARTS) {
            fail("ended " + ends.size() + " times in " + WINDOW.toMinutes() + " minutes (" + how
                    + "); not started again");
            return;
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << (ends.size() - 1));
        Optional<Instant> until = DownUntil.take(spec.folder());
        if (until.isPresent() && until.get().isAfter(now)) {
            nextStart = until.get();
            state = ProcessState.RESTARTING;
            note = "killed on purpose (" + how + "), kept down until " + nextStart;
            say.accept(spec.name() + " " + note);
            return;
        }
        nextStart = now.plus(pause);
        state = ProcessState.RESTARTING;
        note = "ended by itself (" + how + ") at " + now + "; started again";
        say.accept(spec.name() + " ended by itself (" + how + "); starting it again in " + pause.toMillis() + " ms");
    }

    private void fail(String why) {
        running = null;
        state = ProcessState.FAILED;
        note = why;
        say.accept(spec.name() + " " + why);
    }

    /** SIGTERM; {@link #tick} does not start it again. */
    void terminate() {
        state = ProcessState.STOPPED;
        Running process = running;
        if (process != null) {
            process.terminate();
        }
    }

    boolean alive() {
        Running process = running;
        return process != null && process.alive();
    }

    void kill() {
        Running process = running;
        if (process != null) {
            process.kill();
        }
    }
}
