package io.cartostream.connect.neo4j.change;

/**
 * Labels, relationship types and property names that come from data. They are quoted, or refused: nothing from a record is spliced
 * into Cypher as it is.
 */
public final class Names {
    /** The technical label of every node that a sink writes. */
    public static final String ENTITY = "CartostreamEntity";
    /** The label of a node that exists only because a relationship needs it. */
    public static final String BARE = "CartostreamBare";
    /** The label of a fence. */
    public static final String FENCE = "CartostreamFence";
    /** The unique property of {@link #ENTITY} and {@link #FENCE}. */
    public static final String KEY = "_key";

    private static final int MAX_LENGTH = 1000;

    private Names() {}

    /**
     * The name between backticks.
     *
     * @throws InvalidChangeException if no such name can be written
     */
    public static String quote(String name) {
        return '`' + legal("a label or relationship type", name).replace("`", "``") + '`';
    }

    /** A label that data may set: legal and none of ours. */
    static String label(String name) {
        legal("a label", name);
        if (name.equals(ENTITY) || name.equals(BARE) || name.equals(FENCE)) {
            throw new InvalidChangeException("the label " + name + " is reserved for the sink");
        }
        return name;
    }

    /** A property name that data may set: legal and none of ours. */
    static String property(String name) {
        legal("a property name", name);
        if (name.equals(KEY)) {
            throw new InvalidChangeException("the property " + KEY + " is reserved for the sink");
        }
        return name;
    }

    private static String legal(String what, String name) {
        if (name.isBlank() || name.length() > MAX_LENGTH) {
            throw new InvalidChangeException(what + " must have 1 to " + MAX_LENGTH + " characters, not only spaces");
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            // Cypher resolves backslash-u escapes before it sees quotes, so a backslash could end the quoted name.
            if (c == '\\' || Character.isISOControl(c)) {
                throw new InvalidChangeException(what + " must not contain backslashes or control characters: "
                        + name.replaceAll("[\\p{Cntrl}\\\\]", "?"));
            }
        }
        return name;
    }
}
