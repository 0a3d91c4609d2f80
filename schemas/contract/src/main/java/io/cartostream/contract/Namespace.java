package io.cartostream.contract;

import java.util.regex.Pattern;

/**
 * The prefix that keeps several estates apart on one Kafka cluster: of topics, subjects, application ids and groups.
 *
 * @param prefix letters, digits, dots, dashes, underscores
 */
public record Namespace(String prefix) {

    /** What is used where nothing is configured. */
    public static final String DEFAULT_PREFIX = "cartostream";

    private static final Pattern LEGAL = Pattern.compile("[a-zA-Z0-9._-]{1,100}");

    /** Refuses what Kafka would not take in a topic name with an {@link IllegalArgumentException}. */
    public Namespace {
        if (!LEGAL.matcher(prefix).matches()) {
            throw new IllegalArgumentException(
                    "namespace '" + prefix + "' must be 1 to 100 letters, digits, dots, dashes or underscores");
        }
    }

    /** The topic's physical name, e.g. {@code cartostream.inventory-raw}. */
    public String topic(TopicName topic) {
        return prefix + "." + topic.baseName();
    }

    /** An application id, consumer group or transactional id, e.g. {@code cartostream.topology}. */
    public String group(String name) {
        return prefix + "." + name;
    }

    /** The subject of the topic's values, by the registry's topic name strategy. */
    public String valueSubject(TopicName topic) {
        return topic(topic) + "-value";
    }
}
