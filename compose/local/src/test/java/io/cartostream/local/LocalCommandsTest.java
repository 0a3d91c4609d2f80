package io.cartostream.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.local.process.StackStatus;
import io.cartostream.local.process.StackSupervisor;
import io.cartostream.local.stack.StackFiles;
import io.cartostream.local.stack.StackSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init") // JUnit sets the folder
class LocalCommandsTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "local models",
                "local models --raise",
                "local restart topology",
                "local kill broker",
                "demo change",
                "demo resync"
            })
    void shouldNameTheStartCommandWhenTheStackIsDown(String command) {
        CommandRun run = run(command);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .isEqualToIgnoringNewLines(
                        "cartostream: the local stack is not running; start it with: cartostream local up");
    }

    @Test
    void shouldPrintThePreviewOfTheModels() throws Exception {
        pretendToRun();
        FakeHome.topologyMain(folder.resolve("home"), "System.out.println(\"12 changes \" + a[2]);");

        assertThat(run("local models").out()).isEqualToIgnoringNewLines("12 changes --preview-models");
    }

    @Test
    void shouldPrintTheReportWhenModelsAreRaised() throws Exception {
        pretendToRun();
        FakeHome.topologyMain(folder.resolve("home"), "System.out.print(\"12 changes \" + a[2]);");

        assertThat(run("local models --raise").out()).isEqualTo("12 changes --raise-models");
    }

    @Test
    void shouldNameUnknownProcessAndTheKnownOnes() {
        CommandRun run = run("local restart kafka");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("no process 'kafka'; there are broker, registry, neo4j, connect, topology");
    }

    private CommandRun run(String command) {
        return CommandRun.of(Stream.concat(
                        Stream.of(command.split(" ")),
                        Stream.of(
                                "--state",
                                folder.resolve("state").toString(),
                                "--home",
                                folder.resolve("home").toString()))
                .toArray(String[]::new));
    }

    /** Writes a status file that names this JVM as the supervisor. */
    private void pretendToRun() throws Exception {
        FakeHome.withoutClasses(folder.resolve("home"));
        StackFiles files = new StackFiles(folder.resolve("home"), folder.resolve("state"));
        Files.createDirectories(files.state());
        StackSettings.readOrNew(files, "test").write(files);
        ProcessHandle self = ProcessHandle.current();
        new StackStatus(
                        self.pid(),
                        self.info().startInstant().map(Instant::toEpochMilli).orElse(0L),
                        List.of())
                .write(files.state().resolve(StackSupervisor.STATUS_FILE));
    }
}
