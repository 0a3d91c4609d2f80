package io.cartostream.topology;

import io.cartostream.contract.EntityKey;
import io.cartostream.contract.Scope;
import io.cartostream.models.fact.AssertionRole;
import io.cartostream.models.fact.Fact;
import io.cartostream.models.fact.FactAssertion;
import io.cartostream.models.fact.FactSource;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Models by which things have another label than by those of {@link ThingModels}. */
final class MovedThings implements FactSource {

    private final String epoch;

    MovedThings(String epoch) {
        this.epoch = epoch;
    }

    @Override
    public List<Fact> factsOf(Scope scope, String resourceId, String payload) {
        return List.of(new Fact.NodeFact(
                new EntityKey.Node("Moved", resourceId),
                new FactAssertion("moved", AssertionRole.OWNER, true, new TreeSet<>(), new TreeMap<>())));
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
        return new SyncRecord("TestAccount", scope.account(), "Thing");
    }

    @Override
    public String epoch() {
        return epoch;
    }
}
