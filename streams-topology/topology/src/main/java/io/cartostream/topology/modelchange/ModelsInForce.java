package io.cartostream.topology.modelchange;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The models in force in an application. Stored in model-epoch as one readable line.
 *
 * @param generation 1 for the first models, increased by one with every raise
 * @param epoch fingerprint of the models
 * @param since when they came into force
 */
public record ModelsInForce(long generation, String epoch, Instant since) {

    private static final Pattern TEXT = Pattern.compile("generation=(\\d+) epoch=(\\S+) since=(\\S+)");

    /** Returns the stored line. */
    public String text() {
        return "generation=" + generation + " epoch=" + epoch + " since=" + since;
    }

    /**
     * Reads {@link #text} back.
     *
     * @throws IllegalArgumentException if the text is not such a line
     */
    public static ModelsInForce parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a record of models in force: '" + text + "'");
        }
        try {
            return new ModelsInForce(
                    Long.parseLong(matcher.group(1)), matcher.group(2), Instant.parse(matcher.group(3)));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("not a record of models in force: '" + text + "'", e);
        }
    }

    /**
     * True if an instance that was admitted with {@code mine} may continue while these models are in force. It may not if other
     * models were in force in between, even with equal models: its partitions may have missed the change. After a restart it is
     * admitted with this generation.
     */
    public boolean admits(ModelsInForce mine) {
        return generation <= mine.generation;
    }
}
