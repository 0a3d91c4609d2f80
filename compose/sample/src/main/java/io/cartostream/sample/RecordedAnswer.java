package io.cartostream.sample;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One recorded answer of AWS.
 *
 * @param service as the AWS command line names it
 * @param operation as the API names it
 * @param body the answer; empty where the error came instead
 * @param items how many items it has
 * @param parameters what was asked with, for an operation about one item; null: a listing
 * @param error the error code that came instead of an answer; null for none
 */
record RecordedAnswer(
        String service,
        String operation,
        ObjectNode body,
        int items,
        @Nullable ObjectNode parameters,
        @Nullable String error) {

    /** A whole listing. */
    static RecordedAnswer listing(String service, String operation, String field, List<ObjectNode> items) {
        ObjectNode body = SampleJson.object();
        body.set(field, SampleJson.array(items));
        return new RecordedAnswer(service, operation, body, items.size(), null, null);
    }

    /** The answer of an operation about the account as a whole. */
    static RecordedAnswer whole(String service, String operation, ObjectNode body) {
        return new RecordedAnswer(service, operation, body, 1, null, null);
    }

    /** The answer of an operation for one item; the parameters are name and value in turn. */
    static RecordedAnswer detail(String service, String operation, ObjectNode body, String... parameters) {
        return new RecordedAnswer(service, operation, body, 1, asked(parameters), null);
    }

    /** The error code of an operation for an item that has none; the parameters are name and value in turn. */
    static RecordedAnswer none(String service, String operation, String error, String... parameters) {
        return new RecordedAnswer(service, operation, SampleJson.object(), 0, asked(parameters), error);
    }

    private static ObjectNode asked(String... parameters) {
        ObjectNode asked = SampleJson.object();
        for (int i = 0; i < parameters.length; i += 2) {
            asked.put(parameters[i], parameters[i + 1]);
        }
        return asked;
    }
}
