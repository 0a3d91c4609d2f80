package io.cartostream.cli.scopes;

import io.cartostream.avro.ScopeStatus;

/** The state of a scope as it is shown, the most urgent first. */
enum ScopeCondition {
    /** The brake holds a retraction. */
    HELD,
    /** The newest sync failed, was partial or void. */
    STALE,
    /** The newest sync completed, and some of the resources that it saw were unreadable. */
    PARTLY_READ,
    /** A state that a later version added. */
    UNKNOWN,
    /** The newest sync completed and read everything. */
    FRESH,
    /** No longer collected. */
    RETIRED;

    static ScopeCondition of(ScopeStatus status) {
        return switch (status.getState()) {
            case HELD -> HELD;
            case STALE -> STALE;
            case FRESH -> status.getUnreadable() > 0 ? PARTLY_READ : FRESH;
            case RETIRED -> RETIRED;
            case UNKNOWN -> UNKNOWN;
        };
    }
}
