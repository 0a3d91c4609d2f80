package io.cartostream.patterns.stage;

import io.cartostream.contract.EntityKey;
import io.cartostream.models.fact.PropertyValue;
import io.cartostream.patterns.graph.PatternNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a node's partition receives. Messages from one sender to one node arrive in order, some of them again. */
public sealed interface PatternMessage {

    /** The node that processes the message: its partition key. */
    EntityKey.Node target();

    /** The node's new state. */
    record NodeUpserted(PatternNode node) implements PatternMessage {
        @Override
        public EntityKey.Node target() {
            return node.key();
        }
    }

    /** The node is gone. */
    record NodeDeleted(EntityKey.Node target) implements PatternMessage {}

    /**
     * The new state of a relationship at one of its ends.
     *
     * @param target the end that keeps it
     * @param type the relationship type
     * @param outgoing whether it starts at the target
     * @param other the other end
     * @param properties its properties; null if it is gone
     */
    record RelationshipSeen(
            EntityKey.Node target,
            String type,
            boolean outgoing,
            EntityKey.Node other,
            @Nullable Map<String, PropertyValue> properties)
            implements PatternMessage {}

    /**
     * All rows that a supporter now contributes to a position of the target; empty if none.
     *
     * @param gathering the gathering's index
     * @param position the target's position
     * @param supporter the relationship and the far node that it stands for
     * @param rows the rows' texts, sorted
     */
    record SupporterRows(EntityKey.Node target, int gathering, int position, String supporter, List<String> rows)
            implements PatternMessage {}

    /** Parameters or the completeness of the inventory changed: evaluate the node's patterns again. */
    record AnchorRecheck(EntityKey.Node target) implements PatternMessage {}
}
