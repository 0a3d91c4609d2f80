package io.cartostream.patterns.stage;

import io.cartostream.contract.EntityKey;
import io.cartostream.patterns.value.AnchorResult;
import org.jspecify.annotations.Nullable;

/** Receives what the stage emits. */
public interface PatternOutput {

    /** A message to another node, or to the same one. Messages to one target keep their order. */
    void send(PatternMessage.SupporterRows message);

    /**
     * The new result of a pattern at an anchor. It is emitted only when it differs from the one before.
     *
     * @param result null if the node is no anchor any more
     */
    void result(String pattern, EntityKey.Node anchor, @Nullable AnchorResult result);
}
