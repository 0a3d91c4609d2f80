package io.cartostream.topology.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A {@link BenchApp} as a process, and its reports. */
final class AppUnderTest implements AutoCloseable {

    private static final long STOP_SECONDS = 120;

    private final Path log;
    private final Process process;
    private final BufferedReader answers;
    private final BufferedWriter questions;

    /**
     * What the process counted since its start.
     *
     * @param state of Kafka Streams
     * @param records raw records read
     * @param changes graph changes written
     * @param cpuSeconds of the whole process, compilation included
     * @param threadSeconds of that, its Java threads'
     */
    record Counters(String state, long records, long changes, double cpuSeconds, double threadSeconds) {}

    private AppUnderTest(Path log, Process process) {
        this.log = log;
        this.process = process;
        this.answers = process.inputReader();
        this.questions = process.outputWriter();
    }

    static AppUnderTest start(Path log, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                Path.of("target", "test-classes")
                        + File.pathSeparator
                        + Path.of("target", "classes")
                        + File.pathSeparator
                        + Path.of("target", "lib", "*"),
                BenchApp.class.getName()));
        command.addAll(arguments);
        return new AppUnderTest(
                log,
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start());
    }

    Counters counters() {
        try {
            questions.write('\n');
            questions.flush();
            String line = answers.readLine();
            while (line != null && !line.matches("[A-Z_]+ \\d+ \\d+ [\\d.]+ [\\d.]+")) {
                line = answers.readLine();
            }
            if (line == null) {
                throw new IllegalStateException("the application has ended: " + Files.readString(log));
            }
            String[] parts = line.split(" ");
            return new Counters(
                    parts[0],
                    Long.parseLong(parts[1]),
                    Long.parseLong(parts[2]),
                    Double.parseDouble(parts[3]),
                    Double.parseDouble(parts[4]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitRunning() {
        Awaitility.await()
                .atMost(Duration.ofMinutes(30))
                .until(() -> counters().state().equals("RUNNING"));
    }

    /** Waits until this many records are read and the count rests; returns the time of the last count, in nanoseconds. */
    long awaitRest(long records) {
        long[] last = {0, 0, System.nanoTime()};
        Awaitility.await()
                .atMost(Duration.ofHours(3))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    Counters now = counters();
                    if (now.records() != last[0] || now.changes() != last[1]) {
                        last[0] = now.records();
                        last[1] = now.changes();
                        last[2] = System.nanoTime();
                    }
                    return now.records() >= records && System.nanoTime() - last[2] > TimeUnit.SECONDS.toNanos(4);
                });
        return last[2];
    }

    @Override
    public void close() throws IOException {
        questions.close();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
