package io.cartostream.patterns.cypher;

import java.util.Map;

/**
 * The Cypher statement that yields, for each anchor, the values of a pattern's expressions. Null in a result means unknown.
 *
 * @param text the statement; constants are parameters, names are quoted
 * @param parameters the constants, by parameter name. The caller adds {@code now}, a date-time, and {@code parameter_<name>} for
 *     each parameter of the pattern; a length of time is given in seconds
 */
public record CypherTwin(String text, Map<String, Object> parameters) {}
