package io.cartostream.topology.modelchange;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The records in model-epoch in which a partition of the scope stage reports that it has asserted everything that the models
 * of a generation yield.
 */
public final class GrownNotice {

    /** The value of each record. All information is in the key. */
    public static final String VALUE = "grown";

    private static final Pattern KEY = Pattern.compile("grown/(\\d+)/(\\d+)");

    private GrownNotice() {}

    /** Returns the key of a partition's record. */
    public static String key(long generation, int partition) {
        return "grown/" + generation + "/" + partition;
    }

    /** Returns the partition that has grown in this generation; empty if the key is of another record or generation. */
    static OptionalInt partition(String key, long generation) {
        Matcher matcher = KEY.matcher(key);
        return matcher.matches() && Long.parseLong(matcher.group(1)) == generation
                ? OptionalInt.of(Integer.parseInt(matcher.group(2)))
                : OptionalInt.empty();
    }
}
