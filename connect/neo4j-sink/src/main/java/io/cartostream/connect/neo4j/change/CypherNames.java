package io.cartostream.connect.neo4j.change;

import io.cartostream.contract.GraphNames;
import java.util.function.UnaryOperator;

/**
 * Labels, relationship types and property names that come from data, as {@link GraphNames} allows them. They are quoted, or refused:
 * nothing from a record is spliced into Cypher as it is.
 */
public final class CypherNames {
    /** The technical label of every node that a sink writes. */
    public static final String ENTITY = GraphNames.ENTITY;
    /** The label of a node that exists only because a relationship needs it. */
    public static final String BARE = GraphNames.BARE;
    /** The label of a fence. */
    public static final String FENCE = GraphNames.FENCE;
    /** The unique property of {@link #ENTITY} and {@link #FENCE}. */
    public static final String KEY = GraphNames.KEY;

    private CypherNames() {}

    /**
     * The name between backticks.
     *
     * @throws InvalidChangeException if no such name can be written
     */
    public static String quote(String name) {
        return '`' + checked(GraphNames::labelOrType, name).replace("`", "``") + '`';
    }

    /** A label that data may set: legal and none of ours. */
    static String label(String name) {
        return checked(GraphNames::label, name);
    }

    /** A property name that data may set: legal and none of ours. */
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
