package io.cartostream.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.testkit.FixedAnswerServer;
import io.cartostream.testkit.FreePorts;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@SuppressWarnings("NullAway.Init") // JUnit sets the folder
class ReadinessProbeTest {

    @TempDir
    private Path folder;

    private Path log;

    @BeforeEach
    void writeLog() throws Exception {
        log = Files.writeString(folder.resolve("log"), "server ready\n");
    }

    @Test
    void shouldPassWhenHttpAnswers200() throws Exception {
        try (FixedAnswerServer server = FixedAnswerServer.start(200, "text/plain", "ok")) {
            assertThat(passes(ReadinessProbe.Kind.HTTP, server.url(), 0)).isTrue();
        }
    }

    @Test
    void shouldNotPassWhenHttpAnswersAnError() throws Exception {
        try (FixedAnswerServer server = FixedAnswerServer.start(503, "text/plain", "not yet")) {
            assertThat(passes(ReadinessProbe.Kind.HTTP, server.url(), 0)).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ReadinessProbe.Kind.class,
            names = {"KAFKA", "BOLT"})
    void shouldNotPassWhenNothingListens(ReadinessProbe.Kind kind) {
        assertThat(passes(kind, Integer.toString(FreePorts.next()), 0)).isFalse();
    }

    @Test
    void shouldPassWhenTheLogContainsTheText() {
        assertThat(passes(ReadinessProbe.Kind.LOG, "ready", 0)).isTrue();
    }

    @Test
    void shouldIgnoreTheLogOfEarlierRuns() throws Exception {
        assertThat(passes(ReadinessProbe.Kind.LOG, "ready", Files.size(log))).isFalse();
    }

    @Test
    void shouldPassWhenTheFileExists() {
        assertThat(passes(ReadinessProbe.Kind.FILE, log.toString(), 0)).isTrue();
    }

    private boolean passes(ReadinessProbe.Kind kind, String target, long from) {
        return new ReadinessProbe(kind, target).passes(log, from);
    }
}
