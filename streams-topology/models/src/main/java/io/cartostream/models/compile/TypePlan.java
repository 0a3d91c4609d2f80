package io.cartostream.models.compile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cartostream.contract.Scope;
import io.cartostream.models.fact.DerivedFacts;
import io.cartostream.models.fact.Fact;
import io.cartostream.models.function.AwsPartition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A resource type, or a provider's account, compiled. Immutable; used by many threads. */
public final class TypePlan {
    private final ItemPlan body;
    private final @Nullable CompiledValue account;
    private final @Nullable CompiledValue partition;
    private final int slots;

    TypePlan(ItemPlan body, @Nullable CompiledValue account, @Nullable CompiledValue partition, int slots) {
        this.body = body;
        this.account = account;
        this.partition = partition;
        this.slots = slots;
    }

    /**
     * The facts of a resource, and which parts of it were refused.
     *
     * @throws PayloadMismatchException if the resource itself has no valid id, account or partition
     */
    public DerivedFacts derive(Scope scope, String resourceId, JsonNode payload) {
        EvaluationFrame frame = frame(scope, payload);
        frame.set(VariableScope.RESOURCE_ID, TextNode.valueOf(resourceId));
        frame.set(VariableScope.RESOURCE, payload);
        JsonNode named = partition == null ? null : partition.read(frame);
        if (named != null) {
            frame.set(VariableScope.PARTITION, TextNode.valueOf(AwsPartition.ofFirst(named.asText(), scope.region())));
        }
        JsonNode owner = account == null ? null : account.read(frame);
        FactCollector out = new FactCollector(owner == null || owner.asText().equals(scope.account()));
        body.emit(frame, out);
        return out.derived();
    }

    /**
     * The facts of a scope.
     *
     * @throws PayloadMismatchException if it is not as declared
     */
    public List<Fact> factsOf(Scope scope) {
        FactCollector out = new FactCollector(true);
        body.emit(frame(scope, MissingNode.getInstance()), out);
        return out.derived().facts();
    }

    private EvaluationFrame frame(Scope scope, JsonNode payload) {
        EvaluationFrame frame = new EvaluationFrame(payload, slots);
        frame.set(VariableScope.PROVIDER, TextNode.valueOf(scope.provider()));
        frame.set(VariableScope.ACCOUNT, TextNode.valueOf(scope.account()));
        frame.set(VariableScope.REGION, TextNode.valueOf(scope.region()));
        frame.set(VariableScope.PARTITION, TextNode.valueOf(AwsPartition.ofFirst(scope.region())));
        return frame;
    }
}
