package io.cartostream.topology.modelchange;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which models are in force in an application: the value of model-epoch, as one readable line.
 *
 * @param generation 1 for the first models, one more with every raise
 * @param epoch the models' fingerprint
 * @param since when they came into force
 */
public record ModelsInForce(long generation, String epoch, Instant since) {

    private static final Pattern TEXT = Pattern.compile("generation=(\\d+) epoch=(\\S+) since=(\\S+)");

    /** The line that is stored. */
    public String text() {
        return "generation=" + generation + " epoch=" + epoch + " since=" + since;
    }

    /**
     * Reads {@link #text} back.
     *
     * @throws IllegalArgumentException if it is no such line
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
     * Whether an instance that came in with {@code mine} may go on while these are in force. Not even with the same models if
     * others were in force in between: its partitions may have missed them. Entering anew, it takes this generation.
     */
    public boolean admits(ModelsInForce mine) {
        return generation <= mine.generation;
    }
}
