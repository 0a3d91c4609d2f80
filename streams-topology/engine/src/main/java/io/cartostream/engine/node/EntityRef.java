package io.cartostream.engine.node;

import io.cartostream.contract.EntityKey;
import io.cartostream.engine.codec.Keys;
import java.util.List;

/**
 * A node of this partition, or one of its relationships, as texts: what the stores' keys are made of.
 *
 * @param node the node of this partition
 * @param type the relationship's type; empty: the node itself
 * @param other the relationship's other node; empty: the node itself
 */
record EntityRef(String node, String type, String other) {
    private static final String NODE = "n";
    private static final String OUTGOING = "o";
    private static final String INCOMING = "i";

    static EntityRef node(String node) {
        return new EntityRef(node, "", "");
    }

    /** What the keys of its contributions start with. */
    String contributions() {
        return Keys.prefix(node, type, other);
    }

    static String nodeKey(String node) {
        return Keys.join(NODE, node);
    }

    static String allNodes() {
        return Keys.prefix(NODE);
    }

    static String allOutgoing(String node) {
        return Keys.prefix(OUTGOING, node);
    }

    static String allIncoming(String node) {
        return Keys.prefix(INCOMING, node);
    }

    String outgoingKey() {
        return Keys.join(OUTGOING, node, type, other);
    }

    String incomingKey() {
        return Keys.join(INCOMING, node, type, other);
    }

    /** Reads the key of an outgoing or incoming relationship, or of a node. */
    static EntityRef parse(String key) {
        List<String> parts = Keys.split(key);
        return parts.size() == 2 ? node(parts.get(1)) : new EntityRef(parts.get(1), parts.get(2), parts.get(3));
    }

    EntityKey.Node nodeEntity() {
        return parseNode(node);
    }

    /** The relationship that comes in from the other node. */
    EntityKey.Relationship incomingEntity() {
        return new EntityKey.Relationship(type, parseNode(other), parseNode(node));
    }

    static EntityKey.Node parseNode(String text) {
        return (EntityKey.Node) EntityKey.parse(text);
    }
}
