package io.cartostream.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.local.process.StackSupervisor;
import io.cartostream.testkit.FreePorts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit sets the folder
class StackStartTest {

    private static final List<String> PORTS = List.of(
            "kafka", "kafka-controller", "registry", "connect", "bolt", "http", "topology-metrics", "connect-metrics");

    @TempDir
    private Path folder;

    private Path state;

    @BeforeEach
    void setUp() throws Exception {
        FakeHome.withoutClasses(folder.resolve("home"));
        state = folder.resolve("state");
    }

    @Test
    void shouldStopWhatItStartedWhenAProcessFails() {
        CommandRun run = up();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("stopping the processes of this start")
                .containsPattern("(broker|registry) ended with exit code 1 before it was ready")
                .contains("see " + state.resolve("logs"));
        assertThat(state.resolve(StackSupervisor.STATUS_FILE))
                .as("status of a running supervisor")
                .doesNotExist();
    }

    @Test
    void shouldRefuseBrokenModelsBeforeItStartsAnything() throws Exception {
        Path models = Files.createDirectories(folder.resolve("models"));
        Files.writeString(models.resolve("rack.yaml"), "provider: x\nnonsense: 1\n");

        CommandRun run = up("--models", models.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).containsPattern("rack\\.yaml:\\d+: .+").doesNotContain("stopping");
        assertThat(state).as("state folder").doesNotExist();
    }

    @Test
    void shouldRefuseAFolderOfModelsThatDoesNotExist() {
        CommandRun run = up("--models", folder.resolve("none").toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("none is not a folder");
    }

    private CommandRun up(String... further) {
        List<String> arguments = new ArrayList<>(List.of(
                "local",
                "up",
                "--no-sample",
                "--min-memory",
                "0",
                "--state",
                state.toString(),
                "--home",
                folder.resolve("home").toString()));
        PORTS.forEach(port -> arguments.addAll(List.of("--" + port + "-port", Integer.toString(FreePorts.next()))));
        arguments.addAll(List.of(further));
        return CommandRun.of(arguments.toArray(String[]::new));
    }
}
