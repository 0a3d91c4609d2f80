package io.cartostream.producer.aws;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.avro.FailureReason;
import io.cartostream.producer.RawResource;
import io.cartostream.producer.ReadFailure;
import io.cartostream.producer.SourceException;
import io.cartostream.producer.catalogue.ResourceType;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** Walks from an answer to its items along the catalogue's path and converts them one by one. */
final class SdkItems {

    private final ResourceType type;
    private final Function<SdkPojo, ObjectNode> json;
    private final Consumer<RawResource> consumer;

    private SdkItems(ResourceType type, Function<SdkPojo, ObjectNode> json, Consumer<RawResource> consumer) {
        this.type = type;
        this.json = json;
        this.consumer = consumer;
    }

    static void forEach(
            SdkPojo answer, ResourceType type, Function<SdkPojo, ObjectNode> json, Consumer<RawResource> consumer)
            throws SourceException {
        new SdkItems(type, json, consumer).walk(answer, 0);
    }

    private void walk(SdkPojo element, int depth) throws SourceException {
        boolean encloses = depth == type.itemPath().size() - 1;
        Object list = member(element, type.itemPath().get(depth));
        if (!SdkJson.isPresent(list)) {
            return;
        }
        if (!(list instanceof Collection<?> elements)) {
            throw malformed("'" + type.itemPath().get(depth) + "' is not a list");
        }
        ObjectNode parent = encloses ? parent(element) : null;
        for (Object next : elements) {
            if (!(next instanceof SdkPojo pojo)) {
                throw malformed("an element of '" + type.itemPath().get(depth) + "' is not an object");
            }
            if (encloses) {
                emit(json.apply(pojo), parent);
            } else {
                walk(pojo, depth + 1);
            }
        }
    }

    private void emit(ObjectNode item, @Nullable ObjectNode parent) throws SourceException {
        if (!type.wants(item)) {
            return;
        }
        Optional<String> id = type.idOf(item);
        if (id.isEmpty()) {
            throw malformed("an item has no '" + type.idFields() + "'");
        }
        if (parent != null) {
            item.set(RawResource.PARENT_KEY, parent.deepCopy());
        }
        consumer.accept(new RawResource(id.get(), item));
    }

    private @Nullable ObjectNode parent(SdkPojo element) throws SourceException {
        if (type.parentFields().isEmpty()) {
            return null;
        }
        ObjectNode parent = JsonNodeFactory.instance.objectNode();
        for (String field : type.parentFields()) {
            Object value = member(element, field);
            if (SdkJson.isPresent(value)) {
                parent.set(field, SdkJson.value(value));
            }
        }
        return parent;
    }

    private @Nullable Object member(SdkPojo element, String name) throws SourceException {
        for (SdkField<?> field : element.sdkFields()) {
            if (field.memberName().equals(name)) {
                return field.getValueOrDefault(element);
            }
        }
        throw malformed("the API has no '" + name + "'");
    }

    private SourceException malformed(String problem) {
        String message = type.name() + ": " + problem;
        return new SourceException(
                new ReadFailure(FailureReason.MALFORMED_ANSWER, type.operationName(), null, message), null);
    }
}
