package io.cartostream.local.sample;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.Consumer;

/** Short forms for building answers. Fields keep the order in which they are put. */
final class Json {

    private static final JsonNodeFactory FACTORY = JsonNodeFactory.instance;

    private Json() {}

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

    /** AWS's list of tags. */
    static ArrayNode tags(Map<String, String> tags) {
        ArrayNode array = array();
        tags.forEach((key, value) -> array.addObject().put("Key", key).put("Value", value));
        return array;
    }
}
