package io.cartostream.topology.modelchange;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The records in model-epoch by which a partition of the stage by node, or of that by lookup value, says whether it has long
 * work left, under the models of which generation.
 */
public final class BacklogRecords {

    /** The stage by node. */
    public static final String NODE = "node";

    /** The stage by lookup value. */
    public static final String LOOKUP = "lookup";

    private static final String PREFIX = "backlog/";
    private static final Pattern VALUE = Pattern.compile("generation=(\\d+) (some|none)");

    private BacklogRecords() {}

    /** The key of a stage's partition's record, which replaces its last one. */
    public static String key(String stage, int partition) {
        return PREFIX + stage + "/" + partition;
    }

    /** What the record says. */
    public static String value(long generation, boolean some) {
        return "generation=" + generation + (some ? " some" : " none");
    }

    static boolean isKey(String key) {
        return key.startsWith(PREFIX);
    }

    /** Whether a record says that nothing is left under the models of this generation. */
    static boolean none(@Nullable String value, long generation) {
        Matcher matcher = VALUE.matcher(value == null ? "" : value);
        return matcher.matches()
                && Long.parseLong(matcher.group(1)) == generation
                && matcher.group(2).equals("none");
    }
}
