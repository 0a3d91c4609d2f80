package io.cartostream.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Java process of a test, with its output in a file. Closing it kills it. Waits fail after 30 seconds. */
public final class JavaProcess implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JavaProcess.class);
    private static final long STOP_SECONDS = 30;
    private static final String END_OF_DUMP = "JNI global refs";

    private final Process process;
    private final OrphanGuard guard;
    private final Path log;

    JavaProcess(Process process, OrphanGuard guard, Path log) {
        this.process = process;
        this.guard = guard;
        this.log = log;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** Everything it has printed so far. */
    public String output() {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Prints a stack trace of each of its threads into its output. */
    public void dumpThreads() {
        signal("QUIT");
        try {
            Awaitility.await().until(() -> !isAlive() || output().contains(END_OF_DUMP));
        } catch (ConditionTimeoutException e) {
            LOG.warn("No thread dump: {}", e.toString());
        }
    }

    /** True if one of its threads has this name. */
    public boolean hasThread(String name) {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        return run(jcmd.toString(), Long.toString(process.pid()), "Thread.print")
                .contains('"' + name + '"');
    }

    /** Processor seconds that it has used so far. */
    public double cpuSeconds() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1000.0;
    }

    /** SIGSTOP: its connections stay open, and it answers nothing. */
    public void suspend() {
        signal("STOP");
    }

    /** SIGCONT: it continues as if no time had passed. */
    public void resume() {
        signal("CONT");
    }

    /** SIGKILL; returns when the process has ended. */
    public void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    /** SIGTERM; returns the exit code. */
    public int stop() {
        process.destroy();
        return awaitExit();
    }

    /** Waits until the process ends on its own; returns the exit code. */
    public int awaitExit() {
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the process has not ended: " + output());
            }
            guard.release();
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Fails with the output if the process has ended. */
    public void assertAlive() {
        if (!isAlive()) {
            throw new IllegalStateException("the process has ended: " + output());
        }
    }

    private void signal(String name) {
        run("kill", "-" + name, Long.toString(process.pid()));
    }

    private static String run(String... command) {
        try {
            Process helper =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(helper.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (helper.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
