package io.cartostream.patterns.stage;

import io.cartostream.contract.EntityKey;
import io.cartostream.patterns.value.StateText;

/** The keys of the stage's state. The first letter is the kind of entry, the second part the node. */
final class StateKeys {
    private StateKeys() {}

    static String node(EntityKey.Node node) {
        return StateText.join("N", node.text());
    }

    /** The prefix of a node's relationships of one type and direction. */
    static String edges(EntityKey.Node node, String type, boolean outgoing) {
        return StateText.join("E", node.text(), type, outgoing ? "o" : "i") + "|";
    }

    static String edge(EntityKey.Node node, String type, boolean outgoing, EntityKey.Node other) {
        return edges(node, type, outgoing) + StateText.escaped(other.text());
    }

    static EntityKey.Node otherOf(String edge) {
        return (EntityKey.Node) EntityKey.parse(StateText.split(edge).get(4));
    }

    static String supporter(EntityKey.Node node, int gathering, int position, String supporter) {
        return site("S", node, gathering, position) + "|" + StateText.escaped(supporter);
    }

    /** The prefix of the numbers of supporters by row. */
    static String counts(EntityKey.Node node, int gathering, int position) {
        return site("C", node, gathering, position) + "|";
    }

    static String total(EntityKey.Node node, int gathering, int position) {
        return site("T", node, gathering, position);
    }

    static String sent(EntityKey.Node node, int gathering, int position) {
        return site("O", node, gathering, position);
    }

    static String work(EntityKey.Node node, int gathering, int position) {
        return site("W", node, gathering, position);
    }

    static String result(EntityKey.Node node, int pattern) {
        return StateText.join("R", node.text(), Integer.toString(pattern));
    }

    static String due(EntityKey.Node node, String what) {
        return StateText.join("d", node.text(), what);
    }

    private static String site(String kind, EntityKey.Node node, int gathering, int position) {
        return StateText.join(kind, node.text(), Integer.toString(gathering), Integer.toString(position));
    }
}
