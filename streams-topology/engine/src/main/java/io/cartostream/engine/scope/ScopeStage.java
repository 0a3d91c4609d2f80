package io.cartostream.engine.scope;

import io.cartostream.contract.Scope;
import io.cartostream.engine.EngineConfig;
import io.cartostream.engine.event.InventoryEvent;
import io.cartostream.models.fact.FactSource;

/** The stage by scope. One instance per partition. */
public final class ScopeStage {

    /** A stage over the stores of one partition. */
    public ScopeStage(FactSource models, EngineConfig config, ScopeStores stores, ScopeOutput output) {}

    /**
     * Processes one event of the partition.
     *
     * @param appendTime the record's append time, epoch milliseconds
     */
    public void process(InventoryEvent event, long appendTime) {}

    /**
     * Derives a resource's facts anew from its payload in inventory-latest, under the models in force. Does nothing if the
     * payload is not the one that the resource's facts stand for, or if they were derived under these models.
     */
    public void rederive(Scope scope, String resourceId, String payload) {}

    /**
     * Goes on with sweeps and waiting events.
     *
     * @param budget about how many messages may be sent
     * @return whether more is left to do
     */
    public boolean continueWork(int budget) {
        return false;
    }
}
