package io.cartostream.topology.modelchange;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The records in model-epoch by which a partition of the stage by scope says that it has asserted everything that the models
 * of a generation yield.
 */
public final class GrownNotice {

    /** What they say; the key says all. */
    public static final String VALUE = "grown";

    private static final Pattern KEY = Pattern.compile("grown/(\\d+)/(\\d+)");

    private GrownNotice() {}

    /** The key of a partition's record. */
    public static String key(long generation, int partition) {
        return "grown/" + generation + "/" + partition;
    }

    /** The partition that has grown in this generation, if the key says so of one. */
    static OptionalInt partition(String key, long generation) {
        Matcher matcher = KEY.matcher(key);
        return matcher.matches() && Long.parseLong(matcher.group(1)) == generation
                ? OptionalInt.of(Integer.parseInt(matcher.group(2)))
                : OptionalInt.empty();
    }
}
