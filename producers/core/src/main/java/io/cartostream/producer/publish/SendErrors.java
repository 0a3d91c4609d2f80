package io.cartostream.producer.publish;

import io.cartostream.contract.Scope;
import io.cartostream.contract.TopicName;
import io.cartostream.producer.PublishException;
import java.io.IOException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Says what a failed send means: what, where, what to do, and whether other scopes will fare better. */
final class SendErrors {

    private final PublisherSettings settings;

    SendErrors(PublisherSettings settings) {
        this.settings = settings;
    }

    PublishException of(Scope scope, Throwable problem) {
        String topic = settings.namespace().topic(TopicName.INVENTORY_RAW);
        String where = "Kafka at " + settings.bootstrapServers();
        if (problem instanceof RecordTooLargeException) {
            return new PublishException(
                    "an event of " + scope + " is larger than " + where + " takes on topic " + topic
                            + ": raise max.message.bytes to " + TopicName.MAX_MESSAGE_BYTES,
                    false,
                    problem);
        }
        if (problem instanceof SerializationException) {
            boolean registry = problem.getCause() instanceof IOException;
            return new PublishException(
                    "an event of " + scope + " cannot be serialised with the schema registry at "
                            + settings.registryUrl() + ": " + rootMessage(problem),
                    registry,
                    problem);
        }
        if (problem instanceof AuthenticationException || problem instanceof AuthorizationException) {
            return new PublishException(
                    where + " refuses to take events on topic " + topic + ": " + problem.getMessage()
                            + ". Check the client's credentials and its WRITE permission on the topic",
                    true,
                    problem);
        }
        if (problem instanceof UnknownTopicOrPartitionException) {
            return new PublishException(
                    "the topic " + topic + " is gone from " + where + ": create it with 'cartostream deploy'",
                    true,
                    problem);
        }
        if (problem instanceof TimeoutException) {
            return new PublishException(
                    where + " did not take events on topic " + topic + " within "
                            + settings.deliveryTimeout().toSeconds() + " s (" + problem.getMessage()
                            + "). Check that it is up, then sync again: nothing was retracted",
                    true,
                    problem);
        }
        return new PublishException(
                "an event of " + scope + " could not be sent to " + where + ", topic " + topic + ": "
                        + rootMessage(problem),
                true,
                problem);
    }

    static String rootMessage(Throwable problem) {
        Throwable root = problem;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return message == null ? "no reason given" : message;
    }
}
