package io.cartostream.cli.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.cli.output.JsonOutput;
import java.util.Iterator;
import org.neo4j.driver.Value;
import org.neo4j.driver.Values;
import org.neo4j.driver.types.Entity;
import org.neo4j.driver.types.Node;
import org.neo4j.driver.types.Path;
import org.neo4j.driver.types.Relationship;
import org.neo4j.driver.types.TypeSystem;

/** Converts values of Neo4j to text for a table, and to JSON. */
final class GraphValues {

    private static final TypeSystem TYPES = TypeSystem.getDefault();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private GraphValues() {}

    /** A cell: empty for null, strings without quotes, entities as in Cypher, other values as JSON. */
    static String text(Value value) {
        if (value.isNull()) {
            return "";
        }
        if (value.hasType(TYPES.STRING())) {
            return value.asString();
        }
        if (value.hasType(TYPES.NODE())) {
            Node node = value.asNode();
            StringBuilder text = new StringBuilder("(");
            node.labels().forEach(label -> text.append(':').append(label));
            return text.append(' ').append(properties(node)).append(')').toString();
        }
        if (value.hasType(TYPES.RELATIONSHIP())) {
            Relationship relationship = value.asRelationship();
            return "[:" + relationship.type() + " " + properties(relationship) + "]";
        }
        JsonNode json = json(value);
        return json.isTextual() ? json.asText() : JsonOutput.line(json);
    }

    /** JSON: entities with their labels or type and their properties, times as ISO 8601. */
    static JsonNode json(Value value) {
        if (value.isNull()) {
            return NODES.nullNode();
        }
        if (value.hasType(TYPES.BOOLEAN())) {
            return NODES.booleanNode(value.asBoolean());
        }
        if (value.hasType(TYPES.INTEGER())) {
            return NODES.numberNode(value.asLong());
        }
        if (value.hasType(TYPES.FLOAT())) {
            return NODES.numberNode(value.asDouble());
        }
        if (value.hasType(TYPES.STRING())) {
            return NODES.textNode(value.asString());
        }
        if (value.hasType(TYPES.LIST())) {
            ArrayNode list = NODES.arrayNode();
            value.values().forEach(item -> list.add(json(item)));
            return list;
        }
        if (value.hasType(TYPES.NODE())) {
            ObjectNode node = NODES.objectNode();
            value.asNode().labels().forEach(node.withArray("labels")::add);
            node.set("properties", properties(value.asNode()));
            return node;
        }
        if (value.hasType(TYPES.RELATIONSHIP())) {
            ObjectNode relationship = NODES.objectNode();
            relationship.put("type", value.asRelationship().type());
            relationship.set("properties", properties(value.asRelationship()));
            return relationship;
        }
        if (value.hasType(TYPES.PATH())) {
            return path(value.asPath());
        }
        if (value.hasType(TYPES.MAP())) {
            ObjectNode map = NODES.objectNode();
            value.keys().forEach(key -> map.set(key, json(value.get(key))));
            return map;
        }
        return NODES.textNode(String.valueOf(value.asObject()));
    }

    private static JsonNode path(Path path) {
        ArrayNode steps = NODES.arrayNode();
        Iterator<Path.Segment> segments = path.iterator();
        steps.add(json(Values.value(path.start())));
        while (segments.hasNext()) {
            Path.Segment segment = segments.next();
            steps.add(json(Values.value(segment.relationship())));
            steps.add(json(Values.value(segment.end())));
        }
        return steps;
    }

    private static ObjectNode properties(Entity entity) {
        ObjectNode properties = NODES.objectNode();
        entity.keys().forEach(key -> properties.set(key, json(entity.get(key))));
        return properties;
    }
}
