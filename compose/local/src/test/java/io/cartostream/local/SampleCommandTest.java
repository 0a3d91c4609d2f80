package io.cartostream.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.sample.SampleInventory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit sets the folder
class SampleCommandTest {

    @TempDir
    private Path folder;

    @Test
    void shouldPrintTheNumberOfResourcesByOperation() {
        CommandRun run = CommandRun.of("sample", "generate", folder.resolve("s").toString());

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("operation").containsPattern("in all +\\d{4}");
        assertThat(folder.resolve("s").resolve(SampleInventory.MANIFEST)).exists();
    }

    @Test
    void shouldNameItsCommandsWhenNoneIsGiven() {
        CommandRun run = CommandRun.of("sample");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("generate");
    }
}
