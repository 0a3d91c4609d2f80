package io.cartostream.connect.neo4j.config;

/**
 * An index on a public label, which the sink creates.
 *
 * @param label the label
 * @param property the property
 */
public record ConfiguredIndex(String label, String property) {

    /**
     * Reads {@code Label.property}.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    public static ConfiguredIndex parse(String text) {
        int dot = text.indexOf('.');
        if (dot <= 0 || dot == text.length() - 1) {
            throw new IllegalArgumentException("'" + text + "' must have the form Label.property");
        }
        return new ConfiguredIndex(text.substring(0, dot), text.substring(dot + 1));
    }
}
