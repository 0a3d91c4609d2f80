package io.cartostream.cli.topics;

import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.NameSuggestions;
import io.cartostream.contract.Namespace;
import io.cartostream.contract.TopicName;
import java.util.Arrays;

/** Topics by the names that people type. */
final class TopicNames {

    private TopicNames() {}

    /** By its name with or without the namespace. */
    static TopicName named(String text, Namespace namespace) {
        for (TopicName topic : TopicName.values()) {
            if (topic.baseName().equals(text) || namespace.topic(topic).equals(text)) {
                return topic;
            }
        }
        var names = Arrays.stream(TopicName.values()).map(TopicName::baseName).toList();
        throw CommandFailure.usage("no topic '" + text + "'" + NameSuggestions.hint(text, names) + "; there are "
                + String.join(", ", names));
    }

    /** Whether its values are Avro: those with a subject, and the dead letters of these. */
    static boolean avro(TopicName topic) {
        return topic.valueSchema() != null || topic.baseName().endsWith("-dlq");
    }

    /** Whether its keys begin with a scope. */
    static boolean keyedByScope(TopicName topic) {
        return switch (topic) {
            case INVENTORY_RAW, INVENTORY_LATEST, SCOPE_STATUS, INVENTORY_RAW_DLQ -> true;
            default -> false;
        };
    }
}
