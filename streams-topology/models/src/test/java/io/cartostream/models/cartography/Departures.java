package io.cartostream.models.cartography;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The hand-written reasons: for differences from cases, and for what the schema has and the models have not. */
final class Departures {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private Departures() {}

    /** The beginning of a difference to its reason. */
    static Map<String, String> read() {
        return file("departures.yaml");
    }

    /** The departure that explains a difference. */
    static Optional<String> of(String difference) {
        return read().keySet().stream().filter(difference::startsWith).findFirst();
    }

    @SuppressWarnings("unchecked")
    static Map<String, String> file(String name) {
        try (InputStream in = Departures.class.getResourceAsStream("/cartography/" + name)) {
            Map<String, String> entries = in == null ? Map.of() : YAML.readValue(in, Map.class);
            return new TreeMap<>(entries);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A hand-written part of the page. */
    static String text(String name) {
        try (InputStream in = Departures.class.getResourceAsStream("/cartography/" + name)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
