package io.cartostream.models.cartography;

import io.cartostream.models.source.ModelProblems;
import io.cartostream.yaml.YamlReader;
import io.cartostream.yaml.YamlValue.Mapping;
import io.cartostream.yaml.YamlValue.Scalar;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** The hand-written reasons for differences from cases, and for parts of the schema that the models omit. */
final class KnownDepartures {
    private KnownDepartures() {}

    /** The beginning of a difference to its reason. */
    static Map<String, String> read() {
        return departures("shown in cases");
    }

    /** The subject of a departure that no case shows to its reason. */
    static Map<String, String> documented() {
        return departures("documented");
    }

    private static Map<String, String> departures(String section) {
        return scalars((Mapping)
                Objects.requireNonNull(mapping("departures.yaml").entries().get(section), section));
    }

    /** The departure that explains a difference. */
    static Optional<String> of(String difference) {
        return read().keySet().stream().filter(difference::startsWith).findFirst();
    }

    static Map<String, String> file(String name) {
        return scalars(mapping(name));
    }

    private static Mapping mapping(String name) {
        ModelProblems problems = new ModelProblems();
        Mapping mapping = YamlReader.read(name, text(name), problems);
        if (mapping == null || problems.count() > 0) {
            throw new IllegalStateException(problems.all().toString());
        }
        return mapping;
    }

    private static Map<String, String> scalars(Mapping mapping) {
        Map<String, String> entries = new TreeMap<>();
        mapping.entries().forEach((key, value) -> entries.put(key, ((Scalar) value).text()));
        return entries;
    }

    /** A hand-written part of the page. */
    static String text(String name) {
        try (InputStream in = KnownDepartures.class.getResourceAsStream("/cartography/" + name)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
