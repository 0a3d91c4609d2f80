package io.cartostream.worker;

import org.jspecify.annotations.Nullable;

/**
 * How a job ended.
 *
 * @param abandoned true if it was stopped before its end, so that another worker must serve it
 * @param reason the code of the failure; empty unless it failed
 * @param failure what kept the whole account from being read; null if scopes were read
 */
public record JobOutcome(
        boolean abandoned, String reason, @Nullable String failure) {

    static final JobOutcome SERVED = new JobOutcome(false, "", null);

    static final JobOutcome ABANDONED = new JobOutcome(true, "", null);

    static JobOutcome failed(String reason, String failure) {
        return new JobOutcome(false, reason, failure);
    }
}
