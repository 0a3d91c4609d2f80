package io.cartostream.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.cli.CartostreamCommand;
import io.cartostream.cli.session.PollPause;
import io.cartostream.cli.session.ProcessEnvironment;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BenchCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"bench", "bench load", "bench latency"})
    void shouldShowHelpWithExamplesWhenAsked(String command) {
        assertThat(run((command + " --help").split(" "))).isZero();
        assertThat(out.toString()).contains("Example");
    }

    @Test
    void shouldAskWhichMeasurementWhenNoneIsNamed() {
        assertThat(run("bench")).isEqualTo(2);
        assertThat(err.toString()).contains("load or latency");
    }

    @Test
    void shouldRejectZeroSamples() {
        assertThat(run("bench", "latency", "--samples", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("--samples must be at least 1");
    }

    @Test
    void shouldRequireAFolderOfRecordedAnswers() {
        assertThat(run("bench", "load")).isEqualTo(2);
        assertThat(err.toString()).contains("--from-files");
    }

    @Test
    void shouldNameTheManifestWhenTheFolderHasNone() {
        assertThat(run("bench", "load", "--from-files", "absent")).isEqualTo(2);
        assertThat(err.toString()).contains("manifest.jsonl");
    }

    private int run(String... arguments) {
        ProcessEnvironment environment = new ProcessEnvironment(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                Map.of(),
                Path.of("nowhere"),
                Clock.systemUTC(),
                PollPause.REAL,
                false);
        return CartostreamCommand.commandLine(environment, BenchCommand.class).execute(arguments);
    }
}
