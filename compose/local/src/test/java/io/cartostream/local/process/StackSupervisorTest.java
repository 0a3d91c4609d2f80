package io.cartostream.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit sets the folder
class StackSupervisorTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path state;

    private Process supervisor;

    @BeforeEach
    void startSupervisor() throws Exception {
        Files.writeString(state.resolve("secret"), "s3cret\n");
        SpecFile.write(
                state.resolve(StackSupervisor.SPEC_FILE),
                List.of(
                        spec("one", "echo up; echo got $SECRET; exec sleep 600", null),
                        spec("two", "echo up; exec sleep 600", state.resolve("go"))));
        supervisor = new ProcessBuilder(
                        System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                        "-Xmx16m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StackSupervisor.class.getName(),
                        state.toString())
                .redirectErrorStream(true)
                .redirectOutput(state.resolve("supervisor.log").toFile())
                .start();
    }

    @AfterEach
    void stopSupervisor() throws Exception {
        supervisor.destroy();
        assertThat(supervisor.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void shouldStartWatchRestartAndStopWhenAsked() throws Exception {
        ProcessStatus one = awaitReady("one", 0);
        assertThat(Files.readString(state.resolve("one.log"))).contains("got s3cret");
        assertThat(status("two").state()).isEqualTo(ProcessState.WAITING);

        Files.writeString(state.resolve("go"), "");
        ProcessStatus two = awaitReady("two", 0);

        assertThat(StackStatus.running(one).orElseThrow().destroyForcibly()).isTrue();
        ProcessStatus again = awaitReady("one", 1);
        assertThat(again.pid()).isNotEqualTo(one.pid());

        supervisor.destroy();
        assertThat(supervisor.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(state.resolve(StackSupervisor.STATUS_FILE)).doesNotExist();
        assertThat(StackStatus.running(again)).isEmpty();
        assertThat(StackStatus.running(two)).isEmpty();
    }

    private ProcessStatus awaitReady(String name, int restarts) {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            ProcessStatus status = status(name);
            return status.state() == ProcessState.READY && status.restarts() == restarts;
        });
        return status(name);
    }

    private ProcessStatus status(String name) {
        try {
            return StackStatus.read(state.resolve(StackSupervisor.STATUS_FILE))
                    .orElseThrow()
                    .process(name)
                    .orElseThrow();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private ProcessSpec spec(String name, String script, @org.jspecify.annotations.Nullable Path startWhen) {
        return new ProcessSpec(
                name,
                List.of("/bin/sh", "-c", script),
                Map.of(),
                Map.of("SECRET", state.resolve("secret")),
                state,
                state.resolve(name + ".log"),
                new ReadinessProbe(ReadinessProbe.Kind.LOG, "up"),
                startWhen,
                PATIENCE,
                1);
    }
}
