package io.cartostream.cli.graph;

/** Entities of one label or type and one account, counted on both sides. The hashes do not depend on the order of counting. */
final class ComparisonGroup {
    private final Name name;
    private long inTopic;
    private long inGraph;
    private long topicHash;
    private long graphHash;
    private long differences;

    /**
     * @param node whether these are nodes
     * @param label identity label or relationship type
     * @param account {@code provider/account}; {@code ?} for what only the graph knows
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

    /** Adds all that another group counted. */
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
