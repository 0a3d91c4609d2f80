package io.cartostream.engine.lookup;

import io.cartostream.engine.message.NodeMessage;

/** Receives the messages of the lookup stage. Keeps their order for each receiving partition. */
public interface LookupOutput {

    /** To the node stage; {@code nodeKey} is the record key (facts-by-node). */
    void toNode(String nodeKey, NodeMessage message);
}
