package io.cartostream.connect.neo4j.change;

import io.cartostream.contract.GraphNames;
import java.util.function.UnaryOperator;

/**
 * Checks and quotes labels, relationship types and property names that come from data, by the rules of {@link GraphNames}. A name
 * from a record is quoted or refused, and never spliced into Cypher unquoted.
 */
public final class CypherNames {
    /** The technical label of every node that a sink writes. */
    public static final String ENTITY = GraphNames.ENTITY;
    /** The label of a bare end: a node that exists only because a relationship needs it. */
    public static final String BARE = GraphNames.BARE;
    /** The label of a fence. */
    public static final String FENCE = GraphNames.FENCE;
    /** The unique property of {@link #ENTITY} and {@link #FENCE}. */
    public static final String KEY = GraphNames.KEY;

    private CypherNames() {}

    /**
     * Returns the name in backticks.
     *
     * @throws InvalidChangeException if Neo4j allows no such name
     */
    public static String quote(String name) {
        return '`' + checked(GraphNames::labelOrType, name).replace("`", "``") + '`';
    }

    /** Returns the label if it is legal and not one of the sink's own. */
    static String label(String name) {
        return checked(GraphNames::label, name);
    }

    /** Returns the property name if it is legal and not the sink's own. */
    static String property(String name) {
        return checked(GraphNames::property, name);
    }

    private static String checked(UnaryOperator<String> rule, String name) {
        try {
            return rule.apply(name);
        } catch (IllegalArgumentException e) {
            throw new InvalidChangeException(String.valueOf(e.getMessage()));
        }
    }
}
