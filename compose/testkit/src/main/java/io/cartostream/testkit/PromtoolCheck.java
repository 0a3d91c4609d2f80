package io.cartostream.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Runs {@code promtool check metrics}, which Prometheus brings, on scraped metrics. */
public final class PromtoolCheck {

    private PromtoolCheck() {}

    /** What promtool complains of, an empty text if nothing; absent if promtool is not on the path. */
    public static Optional<String> complaints(String metrics) throws IOException, InterruptedException {
        Process promtool;
        try {
            promtool = new ProcessBuilder("promtool", "check", "metrics")
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            return Optional.empty(); // not installed
        }
        try (OutputStream input = promtool.getOutputStream()) {
            input.write(metrics.getBytes(StandardCharsets.UTF_8));
        }
        String complaints = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        int exitCode = promtool.waitFor();
        return Optional.of(exitCode == 0 ? complaints : complaints + " (exit code " + exitCode + ")");
    }
}
