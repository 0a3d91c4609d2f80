package io.cartostream.engine.lookup;

import io.cartostream.engine.EngineConfig;
import io.cartostream.engine.message.LookupMessage;

/** The stage by lookup value. One instance per partition. */
public final class LookupStage {

    /** A stage over the stores of one partition. */
    public LookupStage(EngineConfig config, LookupStores stores, LookupOutput output) {}

    /**
     * Processes one message from lookups-by-value.
     *
     * @param lookupKey the record key
     */
    public void process(String lookupKey, LookupMessage message) {}

    /**
     * Goes on with fan-outs.
     *
     * @param budget about how many messages may be sent
     * @return whether more is left to do
     */
    public boolean continueWork(int budget) {
        return false;
    }
}
