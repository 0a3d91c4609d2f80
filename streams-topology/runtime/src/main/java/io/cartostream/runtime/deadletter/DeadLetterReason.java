package io.cartostream.runtime.deadletter;

/**
 * Why a record is dead-lettered.
 *
 * @param code stable, in capitals, e.g. {@code WRONG_PARTITION}
 * @param message one sentence that says what is wrong and what to do
 */
public record DeadLetterReason(String code, String message) {

    public static final String NULL_KEY = "NULL_KEY";
    public static final String NULL_VALUE = "NULL_VALUE";
    public static final String WRONG_PARTITION = "WRONG_PARTITION";
    public static final String TOO_LARGE = "TOO_LARGE";
    public static final String NOT_AVRO = "NOT_AVRO";
    public static final String UNKNOWN_SCHEMA = "UNKNOWN_SCHEMA";
    public static final String WRONG_SCHEMA = "WRONG_SCHEMA";
    public static final String KEY_MISMATCH = "KEY_MISMATCH";
    public static final String INVALID_EVENT = "INVALID_EVENT";
}
