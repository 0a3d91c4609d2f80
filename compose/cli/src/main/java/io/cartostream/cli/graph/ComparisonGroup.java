package io.cartostream.cli.graph;

/** Counts the entities of one label or type and one account on both sides. The hashes do not depend on the order. */
final class ComparisonGroup {
    private final Name name;
    private long inTopic;
    private long inGraph;
    private long topicHash;
    private long graphHash;
    private long differences;

    /**
     * @param node true for nodes, false for relationships
     * @param label identity label or relationship type
     * @param account {@code provider/account}; {@code ?} for entities that only the graph has
     */
    record Name(boolean node, String label, String account) implements Comparable<Name> {
        @Override
        public int compareTo(Name other) {
            int kind = Boolean.compare(other.node, node);
            int labels = label.compareTo(other.label);
            return kind != 0 ? kind : labels != 0 ? labels : account.compareTo(other.account);
        }
    }

    ComparisonGroup(Name name) {
        this.name = name;
    }

    void topic(long count, long hash) {
        inTopic += count;
        topicHash += hash;
    }

    void graph(long count, long hash) {
        inGraph += count;
        graphHash += hash;
    }

    void differs(long count) {
        differences += count;
    }

    /** Adds the counts of another group. */
    void add(ComparisonGroup other) {
        topic(other.inTopic, other.topicHash);
        graph(other.inGraph, other.graphHash);
        differs(other.differences);
    }

    Name name() {
        return name;
    }

    long inTopic() {
        return inTopic;
    }

    long inGraph() {
        return inGraph;
    }

    long topicHash() {
        return topicHash;
    }

    long graphHash() {
        return graphHash;
    }

    long differences() {
        return differences;
    }
}
