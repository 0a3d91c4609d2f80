package io.cartostream.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.contract.Scope;
import io.cartostream.models.fact.Fact;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The order of lists in an answer is the provider's whim: it must not change what is known. */
final class OrderTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ModelSet models = ModelSet.load(null, true);

    OrderTest() throws ModelException {}

    private static final String TAGGED_MODEL = """
            provider: aws
            service: sqs
            types:
              sqs.queue:
                title: Queues
                operation: sqs:GetQueueAttributes
                items: "@"
                synced type: AWSSQSQueue
                nodes: []
                for each:
                  - items: Queues
                    nodes:
                      - label: AWSSQSQueue
                        labels:
                          - {label: Large, when: Large}
                          - {label: Small, when: "!Large"}
                        id: Arn
                        properties:
                          size: Size as long
                          name: Name
            """;

    @Property(tries = 100)
    void shouldYieldOneFactWhateverTheOrderOfItemsWithOneId(@ForAll long seed) throws Exception {
        Path folder = Files.createTempDirectory("models");
        Files.writeString(folder.resolve("sqs.yaml"), TAGGED_MODEL);
        ModelSet own = ModelSet.load(folder, true);
        Scope scope = new Scope("aws", "000000000000", "eu-west-1", "sqs.queue");
        Random random = new Random(seed);
        ArrayNode queues = JSON.createArrayNode();
        for (int i = 0; i < 4; i++) {
            ObjectNode queue = queues.addObject().put("Arn", "arn:" + random.nextInt(2));
            queue.put("Large", random.nextBoolean());
            if (random.nextBoolean()) {
                queue.put("Size", random.nextInt(3));
            }
            if (random.nextBoolean()) {
                queue.put("Name", "n" + random.nextInt(2));
            }
        }
        JsonNode item = JSON.createObjectNode().set("Queues", queues);
        Set<Fact> facts = facts(own, scope, item);
        assertThat(facts(own, scope, shuffled(item, random))).isEqualTo(facts);
        assertThat(facts).hasSizeLessThanOrEqualTo(2);
    }

    @Property(tries = 100)
    void shouldYieldTheSameFactsWhateverTheOrderOfLists(@ForAll long seed) throws Exception {
        for (String type : List.of("SecurityGroups security-group", "RouteTables route-table", "Volumes volume")) {
            String noun = type.split(" ")[1];
            Scope scope = new Scope("aws", "000000000000", "eu-west-1", "ec2." + noun);
            JsonNode answer = JSON.readTree(Path.of("src/test/resources/fixtures/aws/ec2/" + noun + ".json")
                    .toFile());
            JsonNode item = answer.get(type.split(" ")[0]).get(0);
            JsonNode shuffled = shuffled(item, new Random(seed));
            assertThat(facts(models, scope, shuffled)).isEqualTo(facts(models, scope, item));
        }
    }

    private static Set<Fact> facts(ModelSet models, Scope scope, JsonNode item) throws Exception {
        List<Fact> facts = models.factsOf(scope, "r", item.toString());
        Set<Fact> set = new HashSet<>(facts);
        assertThat(set).hasSameSizeAs(facts);
        return set;
    }

    private static JsonNode shuffled(JsonNode json, Random random) {
        if (json.isArray()) {
            List<JsonNode> items = new ArrayList<>();
            json.forEach(item -> items.add(shuffled(item, random)));
            Collections.shuffle(items, random);
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            return array.addAll(items);
        }
        if (json.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            List<String> names = new ArrayList<>();
            json.fieldNames().forEachRemaining(names::add);
            Collections.shuffle(names, random);
            names.forEach(name -> object.set(name, shuffled(json.get(name), random)));
            return object;
        }
        return json;
    }
}
