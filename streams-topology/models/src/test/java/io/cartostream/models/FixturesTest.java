package io.cartostream.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.burt.jmespath.jackson.JacksonRuntime;
import io.cartostream.contract.Scope;
import io.cartostream.models.declaration.TypeDeclaration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * One answer in recorded form per resource type yields the expected facts. The expected facts were
 * reviewed by hand; {@code -Dmodels.rewrite=true} writes them again, for another review.
 */
final class FixturesTest {
    private static final Path FIXTURES = Path.of("src/test/resources/fixtures");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TestFactory
    List<DynamicTest> shouldYieldTheReviewedFactsWhenGivenARecordedAnswer() throws ModelException {
        ModelSet models = ModelSet.load(null, true);
        List<DynamicTest> tests = new ArrayList<>();
        for (TypeDeclaration type : models.types()) {
            tests.add(DynamicTest.dynamicTest(type.provider() + "/" + type.name(), () -> check(models, type)));
        }
        return tests;
    }

    private static void check(ModelSet models, TypeDeclaration type) throws Exception {
        String path = type.provider() + "/" + type.name().replace('.', '/');
        Path expected = FIXTURES.resolve(path + ".facts.txt");
        boolean regional = type.provider().equals("aws");
        Scope scope = new Scope(
                type.provider(),
                regional ? "000000000000" : "invoices",
                regional ? "eu-west-1" : Scope.GLOBAL,
                type.name());
        StringBuilder facts = new StringBuilder();
        for (JsonNode item : items(FIXTURES.resolve(path + ".json"), type)) {
            facts.append(FactText.of(models.factsOf(scope, "invoices-archive", item.toString())))
                    .append('\n');
        }
        if (Boolean.getBoolean("models.rewrite")) {
            Files.writeString(expected, facts);
        }
        assertThat(facts).hasToString(Files.readString(expected));
    }

    private static List<JsonNode> items(Path file, TypeDeclaration type) throws IOException {
        JsonNode answer = JSON.readTree(file.toFile());
        for (JsonNode reservation : answer.path("Reservations")) {
            for (JsonNode instance : reservation.get("Instances")) {
                ObjectNode parent = ((ObjectNode) instance).putObject("_parent");
                for (String field : List.of("ReservationId", "OwnerId", "RequesterId")) {
                    parent.set(field, reservation.get(field));
                }
            }
        }
        JsonNode found = new JacksonRuntime().compile(type.items()).search(answer);
        List<JsonNode> items = new ArrayList<>();
        if (found.isArray()) {
            found.forEach(items::add);
        } else {
            items.add(found);
        }
        return items;
    }
}
