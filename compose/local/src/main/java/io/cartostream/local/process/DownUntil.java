package io.cartostream.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** The wish, left in a process's folder by who is about to kill it, that it be started again only later. */
public final class DownUntil {

    private static final String FILE = "down-until";

    private DownUntil() {}

    /** Leaves the wish. */
    public static void leave(Path folder, Instant until) throws IOException {
        Files.writeString(folder.resolve(FILE), until.toString());
    }

    /** Takes the wish, if there is one: it holds for one end only. */
    static Optional<Instant> take(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Instant until = Instant.parse(Files.readString(file).strip());
            Files.delete(file);
            return Optional.of(until);
        } catch (IOException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
