package io.cartostream.producer.sync;

import io.cartostream.producer.ReadFailure;

/**
 * Failures of one kind: the same reason, operation and permission.
 *
 * @param first the first of them
 * @param count how many there were
 */
public record FailureCount(ReadFailure first, long count) {

    FailureCount plus(long more) {
        return new FailureCount(first, count + more);
    }
}
