package io.cartostream.runtime.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {

    private static final int FORMAT = 3;

    private final Path folder;
    private final StateFolder state;

    StateFolderTest(@TempDir Path parent) {
        folder = parent.resolve("state");
        state = new StateFolder(folder, "app", FORMAT);
    }

    @Test
    void shouldAcceptAFolderThatItCreated() throws IOException {
        state.open();
        Files.createDirectories(folder.resolve("app/0_0"));
        state.open();

        assertThat(state.versionFile()).content().contains("format=" + FORMAT, "application.id=app");
    }

    @Test
    void shouldRefuseWithAdviceWhenTheFormatDiffers() throws IOException {
        state.open();
        Files.writeString(state.versionFile(), "format=7\n");

        assertThatThrownBy(state::open)
                .isInstanceOf(FatalStartException.class)
                .hasMessageContaining("has format 7")
                .hasMessageContaining("format " + FORMAT + "; run the version that wrote it, or rebuild");
    }

    @Test
    void shouldRefuseStoresWithoutAVersion() throws IOException {
        Files.createDirectories(folder.resolve("app/0_0"));

        assertThatThrownBy(state::open)
                .isInstanceOf(FatalStartException.class)
                .hasMessageContaining("has no format version");
    }

    @Test
    void shouldNameTheSettingWhenTheFolderCannotBeUsed() throws IOException {
        Files.writeString(folder, "a file");

        assertThatThrownBy(state::open).isInstanceOf(FatalStartException.class).hasMessageContaining("state.dir");
    }
}
