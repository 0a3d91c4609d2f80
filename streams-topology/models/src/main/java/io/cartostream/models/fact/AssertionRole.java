package io.cartostream.models.fact;

/** What a declaration's assertions mean for the entity. */
public enum AssertionRole {
    /** The model owns the entity's identity label: its values win over those of others, also when it has none. */
    OWNER,
    /** Another model owns the label; this declaration knows part of the entity. The entity exists as long as it is asserted. */
    STUB,
    /**
     * The declaration adds to a node that others assert. It never makes a node exist or keeps it: its labels and properties
     * count only while an owner or a stub asserts the node, and every other value wins over its own.
     */
    ENRICHMENT
}
