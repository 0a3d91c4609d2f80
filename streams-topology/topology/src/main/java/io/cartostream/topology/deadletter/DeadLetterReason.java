package io.cartostream.topology.deadletter;

/**
 * Why a raw record is dead-lettered.
 *
 * @param code stable, in capitals, e.g. {@code WRONG_PARTITION}
 * @param message one sentence: what went wrong and what to do
 */
public record DeadLetterReason(String code, String message) {

    static final String NULL_KEY = "NULL_KEY";
    static final String NULL_VALUE = "NULL_VALUE";
    static final String WRONG_PARTITION = "WRONG_PARTITION";
    static final String TOO_LARGE = "TOO_LARGE";
    static final String NOT_AVRO = "NOT_AVRO";
    static final String UNKNOWN_SCHEMA = "UNKNOWN_SCHEMA";
    static final String WRONG_SCHEMA = "WRONG_SCHEMA";
    static final String KEY_MISMATCH = "KEY_MISMATCH";
    static final String INVALID_EVENT = "INVALID_EVENT";
}
