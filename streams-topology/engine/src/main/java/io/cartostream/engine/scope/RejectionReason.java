package io.cartostream.engine.scope;

import io.cartostream.models.fact.DerivedFacts.PartProblem;
import io.cartostream.models.fact.PayloadException;

/** Why an event was not processed. The names are stable codes that dead letters carry. */
public enum RejectionReason {
    /** The id of the sync is too long. */
    SYNC_ID_REFUSED,
    /** The id of the resource is empty or too long. */
    RESOURCE_ID_REFUSED,
    /** The producer left out a payload because it is too large. */
    RESOURCE_TOO_LARGE,
    /** The producer could not read the resource. */
    RESOURCE_UNREADABLE,
    /** The payload is not JSON. */
    PAYLOAD_NOT_JSON,
    /** The payload is JSON, but not as the model expects it. */
    PAYLOAD_SHAPE,
    /** A part of the payload is not as the model expects it. The rest was taken, unless that hides known facts. */
    PAYLOAD_PART_SHAPE,
    /** Two items of the payload have one id and differ. One of them was taken as a whole. */
    PAYLOAD_DUPLICATE_ID,
    /** No model covers the resource type. */
    NO_MODEL,
    /** An error in the model's file freezes the resource type. */
    MODEL_FROZEN,
    /** The payload yields an id that an entity must not have. */
    ENTITY_KEY_REFUSED,
    /** The payload yields more facts, or larger ones, than can be stored. */
    FACTS_REFUSED;

    static RejectionReason of(PartProblem.Kind kind) {
        return switch (kind) {
            case PART_SHAPE -> PAYLOAD_PART_SHAPE;
            case DUPLICATE_ID -> PAYLOAD_DUPLICATE_ID;
        };
    }

    static RejectionReason of(PayloadException.Reason reason) {
        return switch (reason) {
            case PAYLOAD_NOT_JSON -> PAYLOAD_NOT_JSON;
            case PAYLOAD_SHAPE -> PAYLOAD_SHAPE;
            case NO_MODEL -> NO_MODEL;
            case MODEL_FROZEN -> MODEL_FROZEN;
        };
    }
}
