package io.cartostream.sample;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.Consumer;

/** Short forms for building answers. Fields keep the order in which they are put. */
final class SampleJson {

    private static final JsonNodeFactory FACTORY = JsonNodeFactory.instance;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private SampleJson() {}

    static ObjectNode object() {
        return FACTORY.objectNode();
    }

    static ArrayNode array() {
        return FACTORY.arrayNode();
    }

    static ArrayNode array(Iterable<? extends ObjectNode> items) {
        ArrayNode array = array();
        items.forEach(array::add);
        return array;
    }

    static ArrayNode texts(Iterable<String> items) {
        ArrayNode array = array();
        items.forEach(array::add);
        return array;
    }

    /** An object filled in place. */
    static ObjectNode object(Consumer<ObjectNode> fill) {
        ObjectNode object = object();
        fill.accept(object);
        return object;
    }

    /**
     * An object from JSON text with {@code <name>} in place of values; the further texts are names and values in turn.
     */
    static ObjectNode read(String template, String... values) {
        String text = template;
        for (int i = 0; i < values.length; i += 2) {
            text = text.replace('<' + values[i] + '>', values[i + 1]);
        }
        try {
            return (ObjectNode) MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not JSON: " + text, e);
        }
    }

    /** AWS's list of tags. */
    static ArrayNode tags(Map<String, String> tags) {
        ArrayNode array = array();
        tags.forEach((key, value) -> array.addObject().put("Key", key).put("Value", value));
        return array;
    }
}
