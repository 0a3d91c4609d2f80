package io.cartostream.topology.process;

import io.cartostream.contract.Scope;
import io.cartostream.models.fact.Fact;
import io.cartostream.models.fact.FactSource;
import io.cartostream.models.fact.PayloadException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Models that break the thread which asks them, once when told to: its transaction is rolled back and it starts over. */
final class FailingModels implements FactSource {

    private final FactSource models;
    private final AtomicBoolean armed = new AtomicBoolean();

    FailingModels(FactSource models) {
        this.models = models;
    }

    void failOnce() {
        armed.set(true);
    }

    @Override
    public List<Fact> factsOf(Scope scope, String resourceId, String payload) throws PayloadException {
        if (armed.compareAndSet(true, false)) {
            throw new TimeoutException("the test breaks this transaction");
        }
        return models.factsOf(scope, resourceId, payload);
    }

    @Override
    public List<Fact> factsOf(Scope scope) throws PayloadException {
        return models.factsOf(scope);
    }

    @Override
    public Set<Lookup> lookups() {
        return models.lookups();
    }

    @Override
    public @Nullable SyncRecord syncRecordOf(Scope scope) {
        return models.syncRecordOf(scope);
    }

    @Override
    public String epoch() {
        return models.epoch();
    }
}
