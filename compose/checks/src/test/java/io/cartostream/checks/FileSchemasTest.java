package io.cartostream.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.cartostream.models.declaration.FileReader;
import io.cartostream.models.source.ModelProblem;
import io.cartostream.models.source.ModelProblems;
import io.cartostream.producer.catalogue.Catalogue;
import io.cartostream.producer.catalogue.CatalogueException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The JSON Schemas for editors accept the bundled files, and exactly the keys that the readers accept. */
final class FileSchemasTest {
    private static final Path ROOT = Path.of("../..");
    private static final Path SCHEMAS = ROOT.resolve("schemas/yaml/src/main/resources/schema");
    private static final String MODEL = "model.schema.json";
    private static final String CATALOGUE = "catalogue.schema.json";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern MODELINE = Pattern.compile("# yaml-language-server: \\$schema=(\\S+)");
    private static final Pattern KNOWN =
            Pattern.compile("unknown key 'misspelt'(?: \\(known here: |; known are )([^)\\n]*)");

    private static final String MODEL_FILE = """
            provider: aws
            service: s
            TOP
            every node: {EVERY}
            account: {group type: A, nodes: [], ACCOUNT}
            types:
              s.thing:
                title: Things
                operation: s:List
                items: Things[]
                synced type: Thing
                TYPE
                nodes:
                  - label: Thing
                    labels: [{label: Big, when: Size, LABEL}]
                    id: Id
                    properties: {name: Name, size: {from: Size, VALUE}}
                    ontology: {labels: [Kind], fields: {name: {of: name, one of: [a], FIELD}}, ONTOLOGY}
                    relationships: [{type: PART_OF, to: Whole, where: {id: WholeId}, RELATIONSHIP}]
                    NODE
                for each: [{items: List, nodes: [], NESTED}]
            """;

    private static final String CATALOGUE_FILE = """
            provider: aws
            service: s
            TOP
            types:
              s.thing:
                operation: List
                items: Things
                id: Id
                reserved: {told-by: s.other, account: A, RESERVED}
                TYPE
            """;

    static Stream<Path> models() throws IOException {
        return yaml("streams-topology/models/src/main/resources/models");
    }

    static Stream<Path> catalogues() throws IOException {
        return yaml("producers").filter(file -> file.toString().contains("/src/main/resources/"));
    }

    private static Stream<Path> yaml(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
            return files
                    .filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void shouldAcceptABundledModel(Path file) throws IOException {
        assertAccepted(MODEL, file);
    }

    @ParameterizedTest
    @MethodSource("catalogues")
    void shouldAcceptABundledCatalogue(Path file) throws IOException {
        assertAccepted(CATALOGUE, file);
    }

    private static void assertAccepted(String schema, Path file) throws IOException {
        String text = Files.readString(file);
        assertThat(messages(schema, text)).isEmpty();
        Matcher modeline = MODELINE.matcher(text.lines().findFirst().orElse(""));
        assertThat(modeline.matches()).as("the first line names the schema").isTrue();
        assertThat(file.resolveSibling(modeline.group(1)).normalize())
                .isEqualTo(SCHEMAS.resolve(schema).normalize());
    }

    @ParameterizedTest
    @CsvSource({
        "TOP, ''",
        "EVERY, /properties/every node",
        "ACCOUNT, /properties/account",
        "TYPE, /definitions/type",
        "NODE, /definitions/node",
        "LABEL, /definitions/node/properties/labels/items/oneOf/1",
        "VALUE, /definitions/value/oneOf/1",
        "ONTOLOGY, /definitions/node/properties/ontology",
        "FIELD, /definitions/ontology field",
        "RELATIONSHIP, /definitions/relationship",
        "NESTED, /definitions/nested item"
    })
    void shouldKnowTheKeysThatTheModelReaderKnows(String place, String pointer) throws IOException {
        String text = misspelt(MODEL_FILE, place);
        ModelProblems problems = new ModelProblems();
        FileReader.read("aws/s.yaml", text, problems);

        assertThat(problems.all()).hasSize(1);
        assertThat(keys(MODEL, pointer))
                .isEqualTo(known(problems.all().stream()
                        .map(ModelProblem::reason)
                        .findFirst()
                        .orElse("")));
        assertThat(messages(MODEL, text)).isNotEmpty();
        assertThat(messages(MODEL, misspelt(MODEL_FILE, ""))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"TOP, ''", "TYPE, /definitions/type", "RESERVED, /definitions/type/properties/reserved"})
    void shouldKnowTheKeysThatTheCatalogueReaderKnows(String place, String pointer) throws IOException {
        String text = misspelt(CATALOGUE_FILE, place);
        String reason = "";
        try {
            Catalogue.read("s.yaml", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        } catch (CatalogueException e) {
            reason = String.valueOf(e.getMessage());
        }

        assertThat(keys(CATALOGUE, pointer)).isEqualTo(known(reason));
        assertThat(messages(CATALOGUE, text)).isNotEmpty();
        assertThat(messages(CATALOGUE, misspelt(CATALOGUE_FILE, ""))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({MODEL, CATALOGUE})
    void shouldDescribeEveryProperty(String schema) throws IOException {
        List<String> undescribed = new ArrayList<>();
        collectUndescribed(json(schema), "", undescribed);
        assertThat(undescribed).isEmpty();
    }

    @Test
    void shouldFindAllBundledFiles() throws IOException {
        assertThat(models()).hasSizeGreaterThan(10);
        assertThat(catalogues()).hasSizeGreaterThan(10);
    }

    private static void collectUndescribed(JsonNode node, String path, List<String> undescribed) {
        if (node.path("type").asText().equals("object") && node.has("properties")) {
            node.get("properties").properties().forEach(property -> {
                if (property.getValue().path("description").asText().isBlank()) {
                    undescribed.add(path + "/" + property.getKey());
                }
            });
        }
        node.properties()
                .forEach(entry -> collectUndescribed(entry.getValue(), path + "/" + entry.getKey(), undescribed));
        if (node.isArray()) {
            node.forEach(element -> collectUndescribed(element, path + "/*", undescribed));
        }
    }

    /** The file with an unknown key at that place and nothing at the others. */
    private static String misspelt(String file, String place) {
        return file.lines()
                .map(line -> place.isEmpty() ? line : line.replaceAll("\\b" + place + "\\b", "misspelt: 1"))
                .map(line -> line.replaceAll(",? ?\\b[A-Z]{3,}(?=}|$)", ""))
                .filter(line -> !line.isBlank())
                .reduce("", (text, line) -> text + line + "\n");
    }

    private static Set<String> known(String reason) {
        Matcher matcher = KNOWN.matcher(reason);
        assertThat(matcher.find()).as(reason).isTrue();
        return new TreeSet<>(List.of(matcher.group(1).split(", ")));
    }

    private static Set<String> keys(String schema, String pointer) throws IOException {
        JsonNode at = json(schema).at(pointer);
        Set<String> keys = new TreeSet<>();
        at.path("properties").fieldNames().forEachRemaining(keys::add);
        at.path("oneOf").forEach(form -> form.path("properties").fieldNames().forEachRemaining(keys::add));
        return keys;
    }

    private static JsonNode json(String schema) throws IOException {
        return JSON.readTree(SCHEMAS.resolve(schema).toFile());
    }

    private static Set<ValidationMessage> messages(String schema, String yaml) throws IOException {
        JsonSchema compiled = JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(json(schema));
        Object content = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml); // resolves aliases
        return compiled.validate(JSON.valueToTree(content));
    }
}
