package io.cartostream.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit sets the folder
class StackSettingsTest {

    @TempDir
    private Path state;

    @Test
    void shouldKeepIdentityAndPortsWhenStartedAgain() throws Exception {
        StackFiles files = new StackFiles(state, state);
        StackSettings first = StackSettings.readOrNew(files, "cartostream").with(StackPorts.from(20_000));
        first.write(files);
        assertThat(StackSettings.readOrNew(files, "cartostream")).isEqualTo(first);
    }

    @Test
    void shouldRefuseWithAdviceWhenTheFormatDiffers() throws Exception {
        StackFiles files = new StackFiles(state, state);
        Files.writeString(files.settings(), "format=99\n");
        assertThatThrownBy(() -> StackSettings.readOrNew(files, "cartostream"))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("format 99")
                .hasMessageContaining("--clean");
    }

    @Test
    void shouldCreateThePasswordOnceForItsOwnerOnly() throws Exception {
        StackFiles files = new StackFiles(state, state);
        String password = StackSettings.password(files);
        assertThat(password).hasSizeGreaterThanOrEqualTo(20);
        assertThat(StackSettings.password(files)).isEqualTo(password);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files.password())))
                .isEqualTo("rw-------");
        StackSettings.readOrNew(files, "cartostream").writeCommandLine(files);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files.commandLine())))
                .isEqualTo("rw-------");
    }

    @Test
    void shouldNotRemoveAForeignFolder() throws Exception {
        Files.writeString(state.resolve("thesis.txt"), "precious");
        StackFiles files = new StackFiles(state, state);
        assertThatThrownBy(files::clean).hasMessageContaining("does not look like a state folder");
        assertThat(state.resolve("thesis.txt")).exists();
    }
}
