package io.cartostream.producer.sync;

import io.cartostream.producer.ReadFailure;
import java.util.ArrayList;
import java.util.List;

/**
 * Unreadable resources of one kind of failure: the same reason, error code, operation and permission.
 *
 * @param first the first failure
 * @param count how many resources
 * @param examples the ids of the first few of them
 */
public record FailureCount(ReadFailure first, long count, List<String> examples) {

    /** How many ids are kept. */
    static final int EXAMPLES = 3;

    /** Copies its list. */
    public FailureCount {
        examples = List.copyOf(examples);
    }

    FailureCount plus(String id) {
        List<String> more = examples;
        if (examples.size() < EXAMPLES) {
            more = new ArrayList<>(examples);
            more.add(id);
        }
        return new FailureCount(first, count + 1, more);
    }
}
