package io.cartostream.engine.lookup;

import io.cartostream.engine.message.NodeMessage;

/** Where the stage by lookup value sends what it finds. Order is kept per receiving partition. */
public interface LookupOutput {

    /** To the stage by node; {@code nodeKey} is the record key (facts-by-node). */
    void toNode(String nodeKey, NodeMessage message);
}
