package io.cartostream.producer.catalogue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A YAML value that knows its line. */
sealed interface LocatedValue {

    /** From 1. */
    int line();

    /** The same without lines. */
    JsonNode json();

    /** Key to value, in the file's order. */
    record Mapping(int line, Map<String, LocatedValue> values) implements LocatedValue {
        @Override
        public JsonNode json() {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            values.forEach((key, value) -> object.set(key, value.json()));
            return object;
        }
    }

    /** A list. */
    record Sequence(int line, List<LocatedValue> values) implements LocatedValue {
        @Override
        public JsonNode json() {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            values.forEach(value -> list.add(value.json()));
            return list;
        }
    }

    /** A scalar, as text. */
    record Text(int line, String text) implements LocatedValue {
        @Override
        public JsonNode json() {
            return JsonNodeFactory.instance.textNode(text);
        }
    }

    /** Reads a whole file; syntax errors become {@link CatalogueException}. */
    static LocatedValue read(String file, InputStream yaml) throws IOException {
        try (JsonParser parser = new YAMLFactory().createParser(yaml)) {
            if (parser.nextToken() == null) {
                throw new CatalogueException(file, 1, "the file is empty");
            }
            return value(file, parser);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            String problem = e.getOriginalMessage().lines().findFirst().orElse("not YAML");
            throw new CatalogueException(file, line, problem);
        }
    }

    private static LocatedValue value(String file, JsonParser parser) throws IOException {
        int line = parser.currentTokenLocation().getLineNr();
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, LocatedValue> values = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String key = parser.currentName();
                int keyLine = parser.currentTokenLocation().getLineNr();
                parser.nextToken();
                if (values.put(key, value(file, parser)) != null) {
                    throw new CatalogueException(file, keyLine, "'" + key + "' stands twice");
                }
            }
            return new Mapping(line, values);
        }
        if (token == JsonToken.START_ARRAY) {
            List<LocatedValue> values = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                values.add(value(file, parser));
            }
            return new Sequence(line, values);
        }
        return new Text(line, parser.getText());
    }
}
