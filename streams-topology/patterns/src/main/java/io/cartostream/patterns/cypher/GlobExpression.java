package io.cartostream.patterns.cypher;

/** The regular expression of a pattern of {@code *} (any text) and {@code ?} (any character). */
final class GlobExpression {
    private static final String TEMPLATE = "'(?s)\\\\Q' + replace(replace(replace(%s, '\\\\E', '\\\\E\\\\\\\\E\\\\Q'),"
            + " '*', '\\\\E.*\\\\Q'), '?', '\\\\E.\\\\Q') + '\\\\E'";

    private GlobExpression() {}

    /** The regular expression of a known pattern. */
    static String of(String glob) {
        return "(?s)\\Q"
                + glob.replace("\\E", "\\E\\\\E\\Q").replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q")
                + "\\E";
    }

    /** The Cypher expression that makes the same of a text at run time. */
    static String at(String cypher) {
        return TEMPLATE.formatted(cypher);
    }
}
