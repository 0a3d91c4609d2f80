package io.cartostream.contract;

/** Headers of a dead letter: why, where and when. Values are UTF-8 text. Key and value are the original record's bytes. */
public final class DeadLetterHeader {
    /** A stable code in capitals, e.g. {@code PAYLOAD_NOT_JSON}, {@code NO_MODEL}, {@code WRONG_PARTITION}. */
    public static final String REASON = "cartostream.dlq.reason";
    /** One sentence: what went wrong and what to do. */
    public static final String MESSAGE = "cartostream.dlq.message";
    /** The topic that the record came from. */
    public static final String TOPIC = "cartostream.dlq.topic";
    /** Its partition there. */
    public static final String PARTITION = "cartostream.dlq.partition";
    /** Its offset there. */
    public static final String OFFSET = "cartostream.dlq.offset";
    /** Its timestamp there, epoch milliseconds. */
    public static final String TIMESTAMP = "cartostream.dlq.timestamp";
    /** When it was dead-lettered, epoch milliseconds. */
    public static final String AT = "cartostream.dlq.at";
    /** Which part did it, e.g. {@code topology/scope}. */
    public static final String STAGE = "cartostream.dlq.stage";
    /** Where known: the resource or entity concerned. */
    public static final String SUBJECT = "cartostream.dlq.subject";
    /** Set when the value was too large and cut to its first 64 KB: the whole value's SHA-256 in hex. */
    public static final String TRUNCATED_SHA256 = "cartostream.dlq.truncated.sha256";
    /** Set when not all of the record's own headers were kept: how many were left out. */
    public static final String HEADERS_OMITTED = "cartostream.dlq.headers.omitted";
    /**
     * Of a marker, a record without value that the command line appends to the same partition: the offset there of the dead
     * letter that was sent again, so that lists need not show it any more.
     */
    public static final String REDRIVEN = "cartostream.dlq.redriven";

    private DeadLetterHeader() {}
}
