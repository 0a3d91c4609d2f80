package io.cartostream.topology.modelchange;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The records in model-epoch in which a partition of the node or lookup stage reports whether it has long work left,
 * with the generation of its models.
 */
public final class BacklogRecords {

    /** Name of the node stage. */
    public static final String NODE = "node";

    /** Name of the lookup stage. */
    public static final String LOOKUP = "lookup";

    private static final String PREFIX = "backlog/";
    private static final Pattern VALUE = Pattern.compile("generation=(\\d+) (some|none)");

    private BacklogRecords() {}

    /** Returns the key of a partition's record. Each record replaces the partition's previous one. */
    public static String key(String stage, int partition) {
        return PREFIX + stage + "/" + partition;
    }

    public static String value(long generation, boolean some) {
        return "generation=" + generation + (some ? " some" : " none");
    }

    static boolean isKey(String key) {
        return key.startsWith(PREFIX);
    }

    /** True if a record reports that no work is left under the models of this generation. */
    static boolean none(@Nullable String value, long generation) {
        Matcher matcher = VALUE.matcher(value == null ? "" : value);
        return matcher.matches()
                && Long.parseLong(matcher.group(1)) == generation
                && matcher.group(2).equals("none");
    }
}
