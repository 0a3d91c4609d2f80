package io.cartostream.engine.node;

import io.cartostream.contract.EntityKey;
import io.cartostream.engine.codec.CompositeKeys;
import java.util.List;

/**
 * A node of this partition, or one of its relationships, as the texts of which store keys are made.
 *
 * @param node the node of this partition
 * @param type the relationship's type; empty for the node itself
 * @param other the relationship's other node; empty for the node itself
 */
record EntityRef(String node, String type, String other) {
    private static final String NODE = "n";
    private static final String EDGE = "e";
    private static final String OUTGOING = "o";
    private static final String INCOMING = "i";
    private static final int PARTS_OF_NODE = 2;

    /** A relationship entry: outgoing in the partition of the start node, incoming in that of the end node. */
    record Edge(EntityRef entity, boolean outgoing) {
        static Edge parse(String key) {
            List<String> parts = CompositeKeys.split(key);
            return new Edge(
                    new EntityRef(parts.get(1), parts.get(3), parts.get(4)),
                    parts.get(2).equals(OUTGOING));
        }
    }

    static EntityRef node(String node) {
        return new EntityRef(node, "", "");
    }

    /** Prefix of the keys of the entity's contributions. */
    String contributions() {
        return CompositeKeys.prefix(node, type, other);
    }

    static String nodeKey(String node) {
        return CompositeKeys.join(NODE, node);
    }

    static String allNodes() {
        return CompositeKeys.prefix(NODE);
    }

    /** Prefix of the keys of a node's relationship entries; incoming entries come first. */
    static String allEdges(String node) {
        return CompositeKeys.prefix(EDGE, node);
    }

    String outgoingKey() {
        return CompositeKeys.join(EDGE, node, OUTGOING, type, other);
    }

    String incomingKey() {
        return CompositeKeys.join(EDGE, node, INCOMING, type, other);
    }

    /** Parses the key of a node entry or of a relationship entry in either direction. */
    static EntityRef parse(String key) {
        List<String> parts = CompositeKeys.split(key);
        return parts.size() == PARTS_OF_NODE
                ? node(parts.get(1))
                : new EntityRef(parts.get(1), parts.get(3), parts.get(4));
    }

    EntityKey.Node nodeEntity() {
        return parseNode(node);
    }

    /** The relationship that goes out to the other node. */
    EntityKey.Relationship outgoingEntity() {
        return new EntityKey.Relationship(type, parseNode(node), parseNode(other));
    }

    /** The relationship that comes in from the other node. */
    EntityKey.Relationship incomingEntity() {
        return new EntityKey.Relationship(type, parseNode(other), parseNode(node));
    }

    static EntityKey.Node parseNode(String text) {
        return (EntityKey.Node) EntityKey.parse(text);
    }
}
