package io.cartostream.producer.sync;

import io.cartostream.avro.UnreadableDetails;
import io.cartostream.producer.ReadFailure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts the unreadable resources of one sync by kind of failure. Used by one thread. */
final class UnreadableTally {

    private final Map<FailureKind, FailureCount> kinds = new LinkedHashMap<>();
    private @Nullable ReadFailure last;
    private long total;

    void add(String id, ReadFailure failure) {
        last = failure;
        total++;
        FailureKind kind = FailureKind.of(failure);
        FailureCount before = kinds.get(kind);
        kinds.put(kind, before == null ? new FailureCount(failure, 1, List.of(id)) : before.plus(id));
    }

    long total() {
        return total;
    }

    @Nullable
    ReadFailure last() {
        return last;
    }

    List<FailureCount> kinds() {
        return List.copyOf(kinds.values());
    }

    List<UnreadableDetails> details() {
        return kinds.values().stream().map(UnreadableTally::details).toList();
    }

    private static UnreadableDetails details(FailureCount kind) {
        ReadFailure failure = kind.first();
        return new UnreadableDetails(
                failure.reason().name(),
                failure.code(),
                failure.operation(),
                failure.missingPermission(),
                failure.message(),
                kind.count(),
                kind.examples());
    }
}
