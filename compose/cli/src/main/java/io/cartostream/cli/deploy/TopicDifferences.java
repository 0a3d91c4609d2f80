package io.cartostream.cli.deploy;

import java.util.Map;
import java.util.TreeMap;

/** Compares the settings of a topic with those that the pipeline needs. A longer retention is accepted. */
final class TopicDifferences {

    private static final String RETENTION = "retention.ms";
    private static final String MAX_BYTES = "max.message.bytes";

    private TopicDifferences() {}

    /** Settings to correct, by key; empty if the topic is suitable. */
    static Map<String, String> corrections(Map<String, String> wanted, Map<String, String> actual) {
        Map<String, String> corrections = new TreeMap<>();
        wanted.forEach((key, value) -> {
            String present = actual.getOrDefault(key, "");
            if (!suffices(key, value, present)) {
                corrections.put(key, value);
            }
        });
        return corrections;
    }

    private static boolean suffices(String key, String wanted, String present) {
        if (present.equals(wanted)) {
            return true;
        }
        if (present.isEmpty()) {
            return false;
        }
        if (key.equals(RETENTION)) {
            return present.equals("-1") || !wanted.equals("-1") && Long.parseLong(present) >= Long.parseLong(wanted);
        }
        return key.equals(MAX_BYTES) && Long.parseLong(present) >= Long.parseLong(wanted);
    }
}
