package io.cartostream.topology;

import io.cartostream.contract.Scope;
import io.cartostream.models.fact.Fact;
import io.cartostream.models.fact.FactSource;
import io.cartostream.models.fact.PayloadException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Models whose only type has an error. */
final class FrozenModels implements FactSource {

    private final String epoch;

    FrozenModels(String epoch) {
        this.epoch = epoch;
    }

    @Override
    public List<Fact> factsOf(Scope scope, String resourceId, String payload) throws PayloadException {
        throw new PayloadException(PayloadException.Reason.MODEL_FROZEN, "the model has errors; see the log");
    }

    @Override
    public List<Fact> factsOf(Scope scope) {
        return List.of();
    }

    @Override
    public Set<Lookup> lookups() {
        return Set.of();
    }

    @Override
    public @Nullable SyncRecord syncRecordOf(Scope scope) {
        return null;
    }

    @Override
    public String epoch() {
        return epoch;
    }
}
