package io.cartostream.producer.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.producer.ItemSink;
import io.cartostream.producer.RawResource;
import io.cartostream.producer.ReadFailure;
import io.cartostream.producer.catalogue.ResourceType;
import io.cartostream.producer.catalogue.ResourceType.Detail;
import io.cartostream.producer.catalogue.ResourceType.Parameter;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects what recorded items know of the details that belong to them: the parent fields that a line of the manifest may omit.
 * It takes them from the items as a reader of the API does. Used by one thread.
 */
final class RecordedParents implements ItemSink {
    private final ResourceType type;
    private final Detail detail;
    private final Map<String, ObjectNode> fields = new HashMap<>();

    RecordedParents(ResourceType type, Detail detail) {
        this.type = type;
        this.detail = detail;
    }

    /** The parent fields of a detail; empty if no item leads to it. */
    ObjectNode of(String detailId) {
        return fields.getOrDefault(detailId, JsonNodeFactory.instance.objectNode());
    }

    @Override
    public void page(Instant at) {
        // only the items matter
    }

    @Override
    public void item(RawResource base) {
        if (detail.elements().isEmpty()) {
            element(base, base.payload());
        } else {
            walk(base, base.payload(), detail.elements());
        }
    }

    @Override
    public void gone(String id) {
        // it has no details
    }

    @Override
    public void unreadable(String id, ReadFailure failure) {
        // what it knows of its details is unknown
    }

    private void walk(RawResource base, JsonNode node, List<String> path) {
        if (node.isArray()) {
            node.forEach(element -> walk(base, element, path));
        } else if (path.isEmpty()) {
            element(base, node);
        } else {
            walk(base, node.path(path.get(0)), path.subList(1, path.size()));
        }
    }

    private void element(RawResource base, JsonNode element) {
        ObjectNode parameters = JsonNodeFactory.instance.objectNode();
        for (Parameter parameter : detail.parameters()) {
            JsonNode value = element;
            for (String field : parameter.path()) {
                value = value.path(field);
            }
            boolean itself = parameter.path().isEmpty() && !value.isTextual();
            parameters.set(parameter.name(), itself ? JsonNodeFactory.instance.textNode(base.id()) : value);
        }
        detail.idOf(parameters).ifPresent(id -> fields.put(id, parentFields(base.payload(), element)));
    }

    private ObjectNode parentFields(ObjectNode item, JsonNode element) {
        ObjectNode known = JsonNodeFactory.instance.objectNode();
        for (String field : type.parentFields()) {
            for (JsonNode place : List.of(element, item, item.path(RawResource.PARENT_KEY))) {
                if (place.hasNonNull(field) && !known.has(field)) {
                    known.set(field, place.get(field));
                }
            }
        }
        return known;
    }
}
