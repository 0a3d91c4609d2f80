package io.cartostream.models.fact;

import io.cartostream.contract.EntityKey;

/** One node or relationship that one resource asserts. */
public sealed interface Fact {

    /** What is asserted about it. */
    FactAssertion assertion();

    /**
     * A node.
     *
     * @param key its identity
     * @param assertion labels (identity label included) and properties
     */
    record NodeFact(EntityKey.Node key, FactAssertion assertion) implements Fact {}

    /**
     * A relationship whose two ends are known by identity.
     *
     * @param key its identity
     * @param assertion its properties; no labels
     */
    record RelationshipFact(EntityKey.Relationship key, FactAssertion assertion) implements Fact {}

    /**
     * A relationship from or to every node that carries the wanted values (one-to-many).
     *
     * @param type the relationship type
     * @param anchor the end that is known
     * @param outward true: anchor → found nodes; false: found nodes → anchor
     * @param target what the other end is looked up by
     * @param assertion its properties; no labels
     */
    record LookupFact(String type, EntityKey.Node anchor, boolean outward, LookupKey target, FactAssertion assertion)
            implements Fact {}
}
