package io.cartostream.cli.topics;

import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.NameSuggestions;
import io.cartostream.contract.Namespace;
import io.cartostream.contract.TopicName;
import java.util.Arrays;
import java.util.List;

/** Finds topics by the names that users type. */
final class TopicNames {

    private TopicNames() {}

    /** The topic with this name, with or without the namespace. */
    static TopicName named(String text, Namespace namespace) {
        for (TopicName topic : TopicName.values()) {
            if (topic.baseName().equals(text) || namespace.topic(topic).equals(text)) {
                return topic;
            }
        }
        List<String> names =
                Arrays.stream(TopicName.values()).map(TopicName::baseName).toList();
        throw CommandFailure.usage("no topic '" + text + "'" + NameSuggestions.hint(text, names) + "; existing topics: "
                + String.join(", ", names));
    }

    /** True if its values are Avro: topics with a subject, and their dead-letter topics. */
    static boolean avro(TopicName topic) {
        return topic.valueSchema() != null || topic.baseName().endsWith("-dlq");
    }

    /** True if its keys begin with a scope. */
    static boolean keyedByScope(TopicName topic) {
        return switch (topic) {
            case INVENTORY_RAW, INVENTORY_LATEST, SCOPE_STATUS, INVENTORY_RAW_DLQ -> true;
            default -> false;
        };
    }
}
