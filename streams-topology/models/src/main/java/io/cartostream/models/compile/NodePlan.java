package io.cartostream.models.compile;

import com.fasterxml.jackson.databind.JsonNode;
import io.cartostream.contract.EntityKey;
import io.cartostream.models.declaration.NodeDeclaration;
import io.cartostream.models.fact.Fact.NodeFact;
import io.cartostream.models.fact.FactAssertion;
import java.nio.charset.StandardCharsets;
import java.util.List;
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

    void emit(EvaluationFrame frame, FactCollector out) {
        CompiledValue when = parts.when();
        if (when != null && !CompiledValue.truth(when.read(frame))) {
            return;
        }
        String path = declaration.id().describe();
        JsonNode found = parts.id().read(frame);
        String id = found == null ? null : idOf(found, path);
        if (id == null) {
            if (parts.required()) {
                throw new PayloadMismatchException(path, "the id of the " + declaration.label() + " is missing");
            }
            return;
        }
        EntityKey.Node key = new EntityKey.Node(declaration.label(), id);
        NodeFact fact = new NodeFact(key, assertion(frame, id, out.ownAccount()));
        if (parts.inLoop()) {
            out.repeatable(parts.number(), fact);
        } else {
            out.single(fact);
        }
        for (RelationshipPlan relationship : parts.relationships()) {
            relationship.emit(frame, key, out);
        }
    }

    private FactAssertion assertion(EvaluationFrame frame, String id, boolean ownAccount) {
        return new FactAssertion(
                parts.shape(),
                !declaration.stub(),
                ownAccount,
                parts.labels().of(frame),
                parts.properties().read(frame, id));
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
