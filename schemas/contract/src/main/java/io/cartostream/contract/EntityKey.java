package io.cartostream.contract;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Identity of a node or a relationship of the graph. Its text is the key of graph-changes: injective and readable,
 * {@code N|<identity label>|<id>} and {@code R|<type>|<from label>|<from id>|<to label>|<to id>}, with {@code |} and
 * {@code \} escaped by a backslash. There is one relationship per (type, from, to).
 */
public sealed interface EntityKey {

    /** Longest id, in bytes of UTF-8. Longer ones are refused: a key must fit an index entry and a log line. */
    int MAX_ID_BYTES = 4096;

    /** The key's text. */
    String text();

    /**
     * A node.
     *
     * @param label the identity label
     * @param id the id, at most {@link #MAX_ID_BYTES} bytes
     */
    record Node(String label, String id) implements EntityKey {
        /** Refuses blank labels and empty or overlong ids with an {@link IllegalArgumentException}. */
        public Node {
            if (label.isBlank()) {
                throw new IllegalArgumentException("a node's identity label must not be blank");
            }
            if (id.isEmpty()) {
                throw new IllegalArgumentException("a node's id must not be empty (" + label + ")");
            }
            if (id.length() * 3L > MAX_ID_BYTES && id.getBytes(StandardCharsets.UTF_8).length > MAX_ID_BYTES) {
                throw new IllegalArgumentException("a node's id must not exceed " + MAX_ID_BYTES + " bytes (" + label
                        + " " + id.substring(0, 64) + "…)");
            }
        }

        @Override
        public String text() {
            return KeyEscaping.join('|', "N", label, id);
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /**
     * A relationship.
     *
     * @param type the relationship type
     * @param from the start node
     * @param to the end node
     */
    record Relationship(String type, Node from, Node to) implements EntityKey {
        /** Refuses a blank type with an {@link IllegalArgumentException}. */
        public Relationship {
            if (type.isBlank()) {
                throw new IllegalArgumentException("a relationship's type must not be blank");
            }
        }

        @Override
        public String text() {
            return KeyEscaping.join('|', "R", type, from.label(), from.id(), to.label(), to.id());
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /**
     * Reads {@link #text()} back.
     *
     * @throws IllegalArgumentException if the text is not an entity key
     */
    static EntityKey parse(String text) {
        List<String> parts = KeyEscaping.split('|', text);
        if (parts.size() == 3 && parts.get(0).equals("N")) {
            return new Node(parts.get(1), parts.get(2));
        }
        if (parts.size() == 6 && parts.get(0).equals("R")) {
            return new Relationship(
                    parts.get(1), new Node(parts.get(2), parts.get(3)), new Node(parts.get(4), parts.get(5)));
        }
        throw new IllegalArgumentException("not an entity key: '" + text + "'");
    }
}
