package io.cartostream.cli.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.cli.output.JsonOutput;
import io.cartostream.models.fact.Fact;
import io.cartostream.models.fact.Fact.LookupFact;
import io.cartostream.models.fact.Fact.NodeFact;
import io.cartostream.models.fact.Fact.RelationshipFact;
import io.cartostream.models.fact.FactAssertion;
import io.cartostream.models.fact.PropertyValue;
import io.cartostream.models.fact.PropertyValue.Flag;
import io.cartostream.models.fact.PropertyValue.Listing;
import io.cartostream.models.fact.PropertyValue.Moment;
import io.cartostream.models.fact.PropertyValue.Real;
import io.cartostream.models.fact.PropertyValue.Text;
import io.cartostream.models.fact.PropertyValue.Whole;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Facts as JSON: their kind, their key, and the declared labels and properties. A property without a value is null. */
final class FactJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private FactJson() {}

    static ObjectNode of(Fact fact) {
        ObjectNode json = JsonOutput.object();
        if (fact instanceof NodeFact node) {
            json.put("kind", "node").put("key", node.key().text());
        } else if (fact instanceof RelationshipFact relationship) {
            json.put("kind", "relationship").put("key", relationship.key().text());
        } else {
            lookup(json, (LookupFact) fact);
        }
        assertion(json, fact.assertion());
        return json;
    }

    private static void lookup(ObjectNode json, LookupFact lookup) {
        json.put("kind", "lookup")
                .put("type", lookup.type())
                .put("anchor", lookup.anchor().text())
                .put("outward", lookup.outward())
                .put("targetLabel", lookup.target().label());
        ObjectNode wanted = json.putObject("targetProperties");
        lookup.target().values().forEach((name, value) -> wanted.set(name, value(value)));
    }

    private static void assertion(ObjectNode json, FactAssertion assertion) {
        json.put("declaration", assertion.shape())
                .put("role", assertion.role().name().toLowerCase(Locale.ROOT))
                .put("ownAccount", assertion.ownAccount());
        assertion.labels().forEach(json.putArray("labels")::add);
        ObjectNode properties = json.putObject("properties");
        assertion.properties().forEach((name, value) -> properties.set(name, value(value)));
    }

    private static JsonNode value(@Nullable PropertyValue value) {
        if (value == null) {
            return NODES.nullNode();
        }
        if (value instanceof Text text) {
            return NODES.textNode(text.value());
        }
        if (value instanceof Whole whole) {
            return NODES.numberNode(whole.value());
        }
        if (value instanceof Real real) {
            return NODES.numberNode(real.value());
        }
        if (value instanceof Flag flag) {
            return NODES.booleanNode(flag.value());
        }
        if (value instanceof Moment moment) {
            return NODES.textNode(moment.value().toString());
        }
        ArrayNode list = NODES.arrayNode();
        ((Listing) value).values().forEach(one -> list.add(value(one)));
        return list;
    }
}
