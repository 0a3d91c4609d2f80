package io.cartostream.engine.node;

import io.cartostream.engine.EngineConfig;
import io.cartostream.engine.message.NodeMessage;
import io.cartostream.models.fact.FactSource;
import java.time.Clock;

/** The stage by node. One instance per partition. */
public final class NodeStage {

    /**
     * A stage over the stores of one partition.
     *
     * @param clock dates deletions, so that they can be forgotten after a time; nothing else depends on it
     */
    public NodeStage(FactSource models, EngineConfig config, NodeStores stores, NodeOutput output, Clock clock) {}

    /**
     * Processes one message from facts-by-node or relationships-by-target.
     *
     * @param nodeKey the record key
     */
    public void process(String nodeKey, NodeMessage message) {}

    /**
     * Goes on with fan-outs.
     *
     * @param budget about how many entries may be looked at
     * @return whether more is left to do
     */
    public boolean continueWork(int budget) {
        return false;
    }

    /**
     * Forgets entities whose deletion is older than the retention.
     *
     * @param budget how many at most
     * @return whether more are due
     */
    public boolean forgetDeleted(int budget) {
        return false;
    }
}
