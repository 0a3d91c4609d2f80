package io.cartostream.avro;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaValidationException;
import org.apache.avro.SchemaValidator;
import org.apache.avro.SchemaValidatorBuilder;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** BACKWARD_TRANSITIVE: today's schemas read what every released version wrote. */
class SchemaCompatibilityTest {

    private static final Path RELEASED = Path.of("released");
    private static final Path CURRENT = Path.of("src/main/avro");

    @TestFactory
    Stream<DynamicTest> shouldReadEveryReleasedVersion() throws IOException {
        try (Stream<Path> files = Files.walk(RELEASED)) {
            List<Path> released = files.filter(file -> file.toString().endsWith(".avsc"))
                    .sorted()
                    .toList();
            assertThat(released).as("released copies").isNotEmpty();
            return released.stream()
                    .map(file ->
                            DynamicTest.dynamicTest(RELEASED.relativize(file).toString(), () -> {
                                Path current = CURRENT.resolve(file.getFileName());
                                assertThat(current)
                                        .as("a released record must not vanish")
                                        .exists();
                                readsWhatWasWritten(parse(current), parse(file));
                            }));
        }
    }

    @Test
    void shouldRefuseAFieldWithoutDefault() {
        Schema released = new Schema.Parser().parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[]}");
        Schema next = new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"added\",\"type\":\"string\"}]}");

        assertThat(failure(next, released)).isNotNull();
    }

    @TestFactory
    Stream<DynamicTest> shouldDocumentEveryTypeAndField() throws IOException {
        try (Stream<Path> files = Files.list(CURRENT)) {
            return files.sorted().toList().stream()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
                        List<String> undocumented = new ArrayList<>();
                        collectUndocumented(parse(file), "", undocumented);
                        assertThat(undocumented).isEmpty();
                    }));
        }
    }

    private static void readsWhatWasWritten(Schema reader, Schema written) {
        SchemaValidationException failure = failure(reader, written);
        assertThat(failure)
                .as(() -> reader.getFullName() + " no longer reads a released version")
                .isNull();
    }

    private static SchemaValidationException failure(Schema reader, Schema written) {
        SchemaValidator validator =
                new SchemaValidatorBuilder().canReadStrategy().validateAll();
        try {
            validator.validate(reader, List.of(written));
            return null;
        } catch (SchemaValidationException e) {
            return e;
        }
    }

    private static Schema parse(Path file) {
        try {
            return new Schema.Parser().parse(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void collectUndocumented(Schema schema, String path, List<String> undocumented) {
        switch (schema.getType()) {
            case UNION -> schema.getTypes().forEach(branch -> collectUndocumented(branch, path, undocumented));
            case ARRAY -> collectUndocumented(schema.getElementType(), path + "[]", undocumented);
            case MAP -> collectUndocumented(schema.getValueType(), path + "{}", undocumented);
            case ENUM -> requireDoc(schema.getDoc(), path + schema.getName(), undocumented);
            case RECORD -> {
                String here = path + schema.getName();
                requireDoc(schema.getDoc(), here, undocumented);
                for (Schema.Field field : schema.getFields()) {
                    requireDoc(field.doc(), here + "." + field.name(), undocumented);
                    collectUndocumented(field.schema(), here + "." + field.name() + "/", undocumented);
                }
            }
            default -> {
                // primitives are documented by the field that holds them
            }
        }
    }

    private static void requireDoc(String doc, String what, List<String> undocumented) {
        if (doc == null || doc.isBlank()) {
            undocumented.add(what);
        }
    }
}
