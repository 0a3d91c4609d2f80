package io.cartostream.local.command;

import io.cartostream.cli.session.CommandFailure;
import io.cartostream.local.stack.StackFiles;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Chooses the local stack by its state folder. */
final class StateOption {

    /** The environment variable that names the state folder; the launcher reads it too. */
    static final String VARIABLE = "CARTOSTREAM_STATE";

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "The folder that holds all of this stack's state. Default: $" + VARIABLE
                    + ", else compose/local/state. Another folder is another stack; give it other ports.")
    @Nullable
    Path state;

    @Option(names = "--home", paramLabel = "DIR", hidden = true, description = "Root of the repository.")
    @Nullable
    Path home;

    /** The files of this stack. */
    StackFiles files() {
        Path root = home();
        Path folder = state;
        String variable = System.getenv(VARIABLE);
        if (folder == null && variable != null && !variable.isBlank()) {
            folder = Path.of(variable);
        }
        if (folder == null) {
            folder = root.resolve("compose/local/state");
        }
        return new StackFiles(root, folder.toAbsolutePath().normalize());
    }

    private Path home() {
        Path given = home;
        if (given != null) {
            return given.toAbsolutePath().normalize();
        }
        try {
            Path place = Path.of(StateOption.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            for (Path folder = place; folder != null; folder = folder.getParent()) {
                if (Files.exists(folder.resolve("compose/local/pom.xml"))) {
                    return folder;
                }
            }
        } catch (URISyntaxException e) {
            // reported below
        }
        throw CommandFailure.failed("cannot find the repository that this was built from; name it with --home");
    }
}
