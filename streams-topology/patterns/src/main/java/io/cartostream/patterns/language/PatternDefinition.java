package io.cartostream.patterns.language;

import io.cartostream.yaml.SourceLocation;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pattern: what is gathered around each node with the anchor label, and expressions over it.
 *
 * @param at where it is declared
 * @param name its name in messages and states; unique among the patterns in force
 * @param anchor the label of the nodes it is evaluated at
 * @param let the gatherings by name, in the order of the file
 * @param expressions the expressions by name, {@code fails when}…, in the order of the file
 * @param parameters the parameters by name, with their defaults
 * @param sources the text of each gathering and expression, by name
 */
public record PatternDefinition(
        SourceLocation at,
        String name,
        String anchor,
        Map<String, PatternGathering> let,
        Map<String, PatternExpression> expressions,
        Map<String, ParameterValue> parameters,
        Map<String, SourceText> sources) {

    /**
     * The text of one part, for messages.
     *
     * @param at the line at which the part's value starts
     * @param text the text
     */
    public record SourceText(SourceLocation at, String text) {}

    /** The gathering with this name; null if there is none. */
    public @Nullable PatternGathering gathering(String gathering) {
        return let.get(gathering);
    }
}
