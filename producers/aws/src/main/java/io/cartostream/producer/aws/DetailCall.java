package io.cartostream.producer.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.avro.FailureReason;
import io.cartostream.producer.RawResource;
import io.cartostream.producer.ReadFailure;
import io.cartostream.producer.SourceException;
import io.cartostream.producer.catalogue.ResourceType;
import io.cartostream.producer.catalogue.ResourceType.Detail;
import io.cartostream.producer.catalogue.ResourceType.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One call for one item of another type.
 *
 * @param id of the resource that the answer will be
 * @param parameters what the item gives to the call
 * @param parent the fields under {@code _parent} in the payload: the parameters, and the fields that the catalogue copies
 */
record DetailCall(String id, ObjectNode parameters, ObjectNode parent) {

    /** The calls that a detail type makes for an item: one, or one for each of the item's elements. */
    static List<DetailCall> of(ResourceType type, Detail detail, RawResource base) throws SourceException {
        if (detail.elements().isEmpty()) {
            return List.of(of(type, detail, base, base.payload()));
        }
        List<DetailCall> calls = new ArrayList<>();
        for (JsonNode element : values(base.payload(), detail.elements())) {
            calls.add(of(type, detail, base, element));
        }
        return calls;
    }

    private static DetailCall of(ResourceType type, Detail detail, RawResource base, JsonNode element)
            throws SourceException {
        ObjectNode parameters = JsonNodeFactory.instance.objectNode();
        for (Parameter parameter : detail.parameters()) {
            JsonNode value = element;
            for (String field : parameter.path()) {
                value = value.path(field);
            }
            if (parameter.path().isEmpty() && !value.isTextual()) {
                value = JsonNodeFactory.instance.textNode(base.id());
            }
            parameters.set(parameter.name(), value);
        }
        Optional<String> id = detail.idOf(parameters);
        if (id.isEmpty()) {
            throw malformed(type, "an item of " + detail.of() + " has no value for a parameter of the call");
        }
        ObjectNode parent = parameters.deepCopy();
        for (String field : type.parentFields()) {
            JsonNode value =
                    element.has(field) ? element.get(field) : base.payload().get(field);
            if (value == null) {
                value = base.payload().path(RawResource.PARENT_KEY).get(field);
            }
            if (value != null) {
                parent.set(field, value);
            }
        }
        return new DetailCall(id.get(), parameters, parent);
    }

    /** The same call for another value of the first parameter, which the answer named. */
    DetailCall descend(Detail detail, String value) {
        String name = detail.first().name();
        ObjectNode further = parameters.deepCopy().put(name, value);
        return new DetailCall(
                detail.idOf(further).orElse(value), further, parent.deepCopy().put(name, value));
    }

    /** The values at the end of a path, through lists; none where a field is missing. */
    static List<JsonNode> values(JsonNode from, List<String> path) {
        List<JsonNode> found = new ArrayList<>();
        collect(from, path, found);
        return found;
    }

    private static void collect(JsonNode node, List<String> path, List<JsonNode> found) {
        if (node.isArray()) {
            node.forEach(element -> collect(element, path, found));
        } else if (path.isEmpty()) {
            found.add(node);
        } else if (node.hasNonNull(path.get(0))) {
            collect(node.get(path.get(0)), path.subList(1, path.size()), found);
        }
    }

    private static SourceException malformed(ResourceType type, String problem) {
        return new SourceException(
                new ReadFailure(
                        FailureReason.MALFORMED_ANSWER, type.operationName(), null, type.name() + ": " + problem),
                null);
    }
}
