package io.cartostream.models.compile;

import com.fasterxml.jackson.databind.JsonNode;
import io.cartostream.contract.EntityKey;
import io.cartostream.models.declaration.NodeDeclaration;
import io.cartostream.models.fact.Fact.NodeFact;
import io.cartostream.models.fact.FactAssertion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** One node of an item, with its relationships. */
final class NodePlan {
    private final NodeDeclaration declaration;
    private final Parts parts;

    /** The compiled parts of the declaration. */
    record Parts(
            int number,
            String shape,
            boolean required,
            boolean inLoop,
            CompiledValue id,
            @Nullable CompiledValue when,
            LabelPlan labels,
            PropertyTable properties,
            List<RelationshipPlan> relationships) {}

    NodePlan(NodeDeclaration declaration, Parts parts) {
        this.declaration = declaration;
        this.parts = parts;
    }

    /**
     * Adds the node and its relationships.
     *
     * @throws PayloadMismatchException if this is a node of the resource itself, and its id is bad
     */
    void emit(EvaluationFrame frame, FactCollector out) {
        String id;
        try {
            CompiledValue when = parts.when();
            if (when != null && !CompiledValue.truth(when.read(frame))) {
                return;
            }
            id = id(frame);
        } catch (PayloadMismatchException e) {
            if (parts.required()) {
                throw e;
            }
            out.unread(declarations(), e);
            return;
        }
        if (id == null) {
            return;
        }
        EntityKey.Node key = new EntityKey.Node(declaration.label(), id);
        emitNode(frame, key, out);
        for (RelationshipPlan relationship : parts.relationships()) {
            relationship.emit(frame, key, out);
        }
    }

    private @Nullable String id(EvaluationFrame frame) {
        String path = declaration.id().describe();
        JsonNode found = parts.id().read(frame);
        String id = found == null ? null : idOf(found, path);
        if (id == null && parts.required()) {
            throw new PayloadMismatchException(path, "the id of the " + declaration.label() + " is missing");
        }
        return id;
    }

    private void emitNode(EvaluationFrame frame, EntityKey.Node key, FactCollector out) {
        SortedSet<String> labels;
        try {
            labels = parts.labels().of(frame);
        } catch (PayloadMismatchException e) {
            out.unread(List.of(parts.shape()), e);
            return;
        }
        NodeFact fact = new NodeFact(
                key,
                new FactAssertion(
                        parts.shape(),
                        declaration.role(),
                        out.ownAccount(),
                        labels,
                        parts.properties().read(frame, key.id(), out)));
        if (parts.inLoop()) {
            out.repeatable(parts.number(), fact);
        } else {
            out.single(fact);
        }
    }

    /** The declarations of the node and of its relationships. */
    List<String> declarations() {
        List<String> names = new ArrayList<>(List.of(parts.shape()));
        parts.relationships().forEach(relationship -> names.add(relationship.declaration()));
        return names;
    }

    /** An id as text; null if it is empty. */
    static @Nullable String idOf(JsonNode value, String path) {
        String id;
        if (value.isTextual()) {
            id = value.textValue();
        } else if (value.isIntegralNumber()) {
            id = value.asText();
        } else {
            throw new PayloadMismatchException(
                    path, "expected an id (a string or an integer), found " + FieldPath.formOf(value));
        }
        if (id.length() * 3L > EntityKey.MAX_ID_BYTES
                && id.getBytes(StandardCharsets.UTF_8).length > EntityKey.MAX_ID_BYTES) {
            throw new PayloadMismatchException(path, "an id of more than " + EntityKey.MAX_ID_BYTES + " bytes");
        }
        return id.isEmpty() ? null : id;
    }
}
