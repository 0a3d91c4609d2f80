package io.cartostream.models.cartography;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Cartography's schema and cases: the folder that the environment variable CARTOSTREAM_CARTOGRAPHY names. */
final class CartographyData {
    private static final String VARIABLE = "CARTOSTREAM_CARTOGRAPHY";
    private static final ObjectMapper JSON = new ObjectMapper();

    private CartographyData() {}

    /** Returns the folder. Skips the test if the variable is unset; fails if it names no folder. */
    static Path folder() {
        String named = System.getenv(VARIABLE);
        assumeTrue(named != null, VARIABLE + " is unset: set it to the folder with Cartography's schema and cases");
        Path folder = Path.of(String.valueOf(named));
        if (!Files.isDirectory(folder)) {
            throw new IllegalStateException(VARIABLE + " names no folder: " + folder.toAbsolutePath());
        }
        return folder;
    }

    static JsonNode read(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
