package io.cartostream.cli.doctor;

/** How one part of the pipeline is. */
public enum HealthState {
    /** It works. */
    OK,
    /** It works, and someone should look at it. */
    WARNING,
    /** It does not work, or data is not moving. */
    FAILED,
    /** It could not be examined, because another part does not answer or is not configured. */
    SKIPPED
}
