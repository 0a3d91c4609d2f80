package io.cartostream.producer.recorded;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of the manifest: one recorded answer, or the error that came instead.
 *
 * @param line its number, from 1
 * @param file the answer's file, relative to the folder; null for an error
 * @param parameters parameters of a per-item call
 * @param page the answer's number among the pages of its call; null if not recorded
 * @param time when the request was sent; null if not recorded
 * @param error what came instead of an answer; null for an answer
 */
record ManifestEntry(
        int line,
        String provider,
        String account,
        String region,
        String service,
        String operation,
        @Nullable String file,
        Map<String, String> parameters,
        @Nullable Integer page,
        @Nullable Instant time,
        @Nullable RecordedError error) {

    /**
     * An error as recorded.
     *
     * @param code the provider's code; empty if unknown
     * @param message the provider's message
     * @param permission the permission that would have helped; null if not recorded
     */
    record RecordedError(
            String code, String message, @Nullable String permission) {}

    ManifestEntry {
        parameters = Map.copyOf(parameters);
    }
}
