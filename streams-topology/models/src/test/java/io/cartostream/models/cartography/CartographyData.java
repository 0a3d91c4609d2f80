package io.cartostream.models.cartography;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where Cartography's schema and cases are: the folder that the environment variable CARTOGRAPHY_DATA names, else
 * {@code ../shared/cartography} beside the repository.
 */
final class CartographyData {
    private static final ObjectMapper JSON = new ObjectMapper();

    private CartographyData() {}

    /** The folder, if it is there. */
    static Optional<Path> folder() {
        String named = System.getenv("CARTOGRAPHY_DATA");
        Path folder = named == null ? Path.of("../../../shared/cartography") : Path.of(named);
        return Files.isDirectory(folder) ? Optional.of(folder) : Optional.empty();
    }

    static JsonNode read(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
