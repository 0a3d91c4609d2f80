package io.cartostream.topology.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {

    private final Path folder;
    private final StateFolder state;

    StateFolderTest(@TempDir Path parent) {
        folder = parent.resolve("state");
        state = new StateFolder(folder, "app");
    }

    @Test
    void shouldStampANewFolderAndAcceptItAgain() throws IOException {
        state.open();
        Files.createDirectories(folder.resolve("app/0_0"));
        state.open();

        assertThat(state.versionFile()).content().contains("format=" + StateFolder.FORMAT, "application.id=app");
    }

    @Test
    void shouldRefuseWithAdviceWhenFormatIsAnother() throws IOException {
        state.open();
        Files.writeString(state.versionFile(), "format=7\n");

        assertThatThrownBy(state::open)
                .isInstanceOf(FatalStartException.class)
                .hasMessageContaining("has format 7")
                .hasMessageContaining("format " + StateFolder.FORMAT + "; run the version that wrote it, or rebuild");
    }

    @Test
    void shouldRefuseWhenStoresHaveNoVersion() throws IOException {
        Files.createDirectories(folder.resolve("app/0_0"));

        assertThatThrownBy(state::open)
                .isInstanceOf(FatalStartException.class)
                .hasMessageContaining("carries no format version");
    }

    @Test
    void shouldSayWhichSettingWhenFolderCannotBeUsed() throws IOException {
        Files.writeString(folder, "a file");

        assertThatThrownBy(state::open).isInstanceOf(FatalStartException.class).hasMessageContaining("state.dir");
    }
}
