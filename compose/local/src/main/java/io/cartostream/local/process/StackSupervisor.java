package io.cartostream.local.process;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The stack's guardian, a small JVM of its own that outlives the command that started it: starts the processes of
 * {@code spec.properties}, writes {@code status.properties} whenever something changed, starts again what ended by itself, and
 * on SIGTERM stops everything in order and removes the status file. One per state folder: a lock sees to it.
 */
public final class StackSupervisor {

    /** The orders, in the state folder. */
    public static final String SPEC_FILE = "spec.properties";
    /** The status, in the state folder. */
    public static final String STATUS_FILE = "status.properties";

    private static final long TICK_MS = 100;
    private static final Duration TERM_PATIENCE = Duration.ofSeconds(20);

    private final List<WatchedProcess> children;
    private final Path statusFile;
    private final PrintStream log;
    private final Clock clock;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private @Nullable StackStatus written;

    private StackSupervisor(Path state, List<ProcessSpec> specs, PrintStream log, Clock clock) {
        OsStarter starter = new OsStarter();
        this.children = specs.stream()
                .map(spec -> new WatchedProcess(spec, starter, clock, this::say))
                .toList();
        this.statusFile = state.resolve(STATUS_FILE);
        this.log = log;
        this.clock = clock;
    }

    /** Arguments: the state folder. Exit code 1 if another supervisor has it or the orders cannot be read. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path state = Path.of(arguments[0]);
        PrintStream log = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (FileChannel channel = FileChannel.open(
                state.resolve("supervisor.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                log.println("another supervisor has " + state);
                System.exit(1);
                return;
            }
            StackSupervisor supervisor =
                    new StackSupervisor(state, SpecFile.read(state.resolve(SPEC_FILE)), log, Clock.systemUTC());
            Runtime.getRuntime().addShutdownHook(new Thread(supervisor::stopAndWait, "stop"));
            supervisor.run();
        }
    }

    private void run() throws InterruptedException {
        say("supervisor started, process " + ProcessHandle.current().pid());
        try {
            do {
                children.forEach(WatchedProcess::tick);
                writeStatus();
            } while (!stop.await(TICK_MS, TimeUnit.MILLISECONDS));
        } catch (IOException | RuntimeException e) {
            say("supervisor fails: " + e);
        } finally {
            stopAll();
            stopped.countDown();
        }
    }

    private void stopAndWait() {
        stop.countDown();
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stopAll() throws InterruptedException {
        TreeSet<Integer> ranks = new TreeSet<>();
        children.forEach(child -> ranks.add(child.spec().stopRank()));
        for (int rank : ranks) {
            List<WatchedProcess> group =
                    children.stream().filter(c -> c.spec().stopRank() == rank).toList();
            group.forEach(WatchedProcess::terminate);
            long deadline = System.nanoTime() + TERM_PATIENCE.toNanos();
            while (group.stream().anyMatch(WatchedProcess::alive) && System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
            for (WatchedProcess child : group) {
                if (child.alive()) {
                    say(child.spec().name() + " did not end within " + TERM_PATIENCE.toSeconds() + " s: killed");
                    child.kill();
                }
            }
        }
        try {
            Files.deleteIfExists(statusFile);
        } catch (IOException e) {
            say("status file: " + e.getMessage());
        }
        say("supervisor stopped");
    }

    private void writeStatus() throws IOException {
        StackStatus now = new StackStatus(
                ProcessHandle.current().pid(),
                StackStatus.startOf(ProcessHandle.current()),
                children.stream().map(WatchedProcess::status).toList());
        if (!now.equals(written)) {
            now.write(statusFile);
            written = now;
        }
    }

    private void say(String what) {
        log.println(clock.instant().truncatedTo(ChronoUnit.MILLIS) + " " + what);
    }
}
