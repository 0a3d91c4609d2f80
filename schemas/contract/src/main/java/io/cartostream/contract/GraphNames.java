package io.cartostream.contract;

/**
 * Defines which labels, relationship types and property names a record of graph-changes may have. The sink writes no others, so
 * a comparison of topic and graph must not expect them in the graph. Each check returns the name, or throws an
 * {@link IllegalArgumentException} whose message names the fault.
 */
public final class GraphNames {
    /** The technical label of every node that a sink writes. */
    public static final String ENTITY = "CartostreamEntity";
    /** The label of a node that exists only because a relationship needs it. */
    public static final String BARE = "CartostreamBare";
    /** The label of a fence. */
    public static final String FENCE = "CartostreamFence";
    /** The unique property of {@link #ENTITY} and {@link #FENCE}. */
    public static final String KEY = "_key";

    private static final int MAX_LENGTH = 1000;

    private GraphNames() {}

    /** A label that a record may set: legal and none of the technical ones. */
    public static String label(String name) {
        legal("a label", name);
        if (name.equals(ENTITY) || name.equals(BARE) || name.equals(FENCE)) {
            throw new IllegalArgumentException("the label " + name + " is reserved for the sink");
        }
        return name;
    }

    /** A property name that a record may set: legal and not the technical one. */
    public static String property(String name) {
        legal("a property name", name);
        if (name.equals(KEY)) {
            throw new IllegalArgumentException("the property " + KEY + " is reserved for the sink");
        }
        return name;
    }

    /** Any label or relationship type, those of the sink too. */
    public static String labelOrType(String name) {
        return legal("a label or relationship type", name);
    }

    private static String legal(String what, String name) {
        if (name.isBlank() || name.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(what + " must have 1 to " + MAX_LENGTH + " characters, not only spaces");
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            // Cypher resolves backslash-u escapes before it sees quotes, so a backslash could end the quoted name.
            if (c == '\\' || Character.isISOControl(c)) {
                throw new IllegalArgumentException(what + " must not contain backslashes or control characters: "
                        + name.replaceAll("[\\p{Cntrl}\\\\]", "?"));
            }
        }
        return name;
    }
}
