package io.cartostream.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cartostream.local.process.ProcessState;
import io.cartostream.local.process.ProcessStatus;
import io.cartostream.local.process.StackStatus;
import io.cartostream.local.process.StackSupervisor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit sets the folder
class SupervisorClientTest {

    @TempDir
    private Path state;

    private final List<String> reports = new ArrayList<>();
    private StackFiles files;
    private SupervisorClient client;

    @BeforeEach
    void setUp() {
        files = new StackFiles(state, state);
        client = new SupervisorClient(files);
    }

    @Test
    void shouldReturnWhenTheNamedProcessesAreReady() throws Exception {
        write(self(), process("broker", ProcessState.READY, ""), process("connect", ProcessState.STARTING, ""));

        assertThat(client.awaitReady(List.of("broker"), deadline()).process("broker"))
                .isPresent();
    }

    @Test
    void shouldFailAtOnceWithTheLogsReasonWhenAProcessFailed() throws Exception {
        Files.createDirectories(state.resolve("logs"));
        Files.writeString(files.log("broker"), "starting\nError: address in use\n\tat some.Class\n");
        write(self(), process("broker", ProcessState.FAILED, "ended with exit code 1"));

        assertThatThrownBy(() -> client.awaitReady(List.of("broker"), deadline()))
                .isInstanceOf(StackException.class)
                .hasMessage("broker ended with exit code 1: Error: address in use; see " + files.log("broker"));
    }

    @Test
    void shouldNameTheOptionWhenTheTimeIsOver() throws Exception {
        write(self(), process("broker", ProcessState.STARTING, ""));

        assertThatThrownBy(() -> client.awaitReady(
                        List.of("broker"),
                        new StartDeadline(Duration.ofMillis(1).negated(), reports::add)))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("not ready after 0 s: broker; allow more time with --timeout");
    }

    @Test
    void shouldFindNoStatusWhenTheSupervisorDied() throws Exception {
        write(new StackStatus(Long.MAX_VALUE, 0, List.of()));

        assertThat(client.status()).isEmpty();
    }

    @Test
    void shouldStopNothingWhenNothingRuns() throws Exception {
        assertThat(client.stop()).isFalse();
    }

    @Test
    void shouldStopTheProcessesThatADeadSupervisorLeftBehind() throws Exception {
        Process left = new ProcessBuilder("sleep", "600").start();
        Instant started = left.info().startInstant().orElseThrow();
        write(new StackStatus(
                Long.MAX_VALUE,
                0,
                List.of(new ProcessStatus("broker", ProcessState.READY, left.pid(), started, 1, 0, ""))));

        assertThat(client.stop()).isTrue();
        assertThat(left.isAlive()).isFalse();
        assertThat(state.resolve(StackSupervisor.STATUS_FILE)).doesNotExist();
    }

    private StartDeadline deadline() {
        return new StartDeadline(Duration.ofMinutes(1), reports::add);
    }

    private void write(StackStatus supervisor, ProcessStatus... processes) throws IOException {
        new StackStatus(
                        supervisor.supervisorPid(),
                        supervisor.supervisorStarted(),
                        processes.length == 0 ? supervisor.processes() : List.of(processes))
                .write(state.resolve(StackSupervisor.STATUS_FILE));
    }

    private static StackStatus self() {
        ProcessHandle self = ProcessHandle.current();
        return new StackStatus(
                self.pid(),
                self.info().startInstant().map(Instant::toEpochMilli).orElse(0L),
                List.of());
    }

    private static ProcessStatus process(String name, ProcessState state, String note) {
        return new ProcessStatus(name, state, 0, null, -1, 0, note);
    }
}
