package io.cartostream.runtime.deadletter;

import io.cartostream.contract.DeadLetterHeader;
import io.cartostream.contract.TopicName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Builds dead letters: the original key and value byte for byte, the original headers (up to 32 KB), and headers with the
 * reason, the origin and the time. A value that does not fit into the dead-letter topic is cut to its first 64 KB, and the
 * SHA-256 of the whole value is added.
 */
public final class DeadLetterRecords {

    /** Bytes kept of a value that is too large. */
    static final int KEPT_BYTES = 64 * 1024;
    /** Bytes reserved for headers and framing below the topic's limit. */
    static final int ROOM_FOR_HEADERS = 64 * 1024;

    private static final int LONGEST_MESSAGE = 2_000;
    /** Bytes kept of the original headers: half of the reserve, because they compress well and may be many. */
    private static final int KEPT_HEADER_BYTES = 32 * 1024;
    /** Upper bound of the bytes that encode the lengths of a header's key and value. */
    private static final int HEADER_FRAMING = 10;

    private DeadLetterRecords() {}

    /** True if a record of this size fits into the dead-letter topic unchanged. */
    public static boolean fits(byte @Nullable [] key, byte @Nullable [] value) {
        return (long) lengthOf(key) + lengthOf(value) <= TopicName.MAX_MESSAGE_BYTES - ROOM_FOR_HEADERS;
    }

    /**
     * Returns the dead letter of a record that cannot be processed.
     *
     * @param subject the resource concerned, if it is known
     * @param stage the part of the application that refuses the record, e.g. {@code topology/scope}
     * @param now epoch milliseconds
     */
    public static Record<byte[], byte[]> of(
            Record<byte[], byte[]> original,
            RecordMetadata origin,
            DeadLetterReason fault,
            @Nullable String subject,
            String stage,
            long now) {
        byte[] key = original.key();
        byte[] value = original.value();
        Headers headers = headersOf(original, origin, fault, stage, now);
        if (subject != null) {
            put(headers, DeadLetterHeader.SUBJECT, subject);
        }
        if (!fits(key, value)) {
            put(headers, DeadLetterHeader.TRUNCATED_SHA256, sha256(value));
            value = value == null ? null : Arrays.copyOf(value, Math.min(value.length, KEPT_BYTES));
            key = key != null && key.length > KEPT_BYTES ? Arrays.copyOf(key, KEPT_BYTES) : key;
        }
        return new Record<>(key, value, now, headers);
    }

    /**
     * Returns the dead letter of an output that is too large for any topic. Its key names the entity; only the beginning of the
     * value is kept.
     *
     * @param value the output in its own encoding
     * @param origin of the record that caused the output, if there is one
     * @param stage the part of the application that produced the output
     */
    public static Record<byte[], byte[]> ofOutput(
            String key, byte[] value, @Nullable RecordMetadata origin, DeadLetterReason fault, String stage, long now) {
        Headers headers = new RecordHeaders();
        put(headers, DeadLetterHeader.REASON, fault.code());
        put(headers, DeadLetterHeader.MESSAGE, fault.message());
        if (origin != null) {
            put(headers, DeadLetterHeader.TOPIC, origin.topic());
            put(headers, DeadLetterHeader.PARTITION, Integer.toString(origin.partition()));
            put(headers, DeadLetterHeader.OFFSET, Long.toString(origin.offset()));
        }
        put(headers, DeadLetterHeader.AT, Long.toString(now));
        put(headers, DeadLetterHeader.STAGE, stage);
        put(headers, DeadLetterHeader.SUBJECT, key);
        put(headers, DeadLetterHeader.TRUNCATED_SHA256, sha256(value));
        return new Record<>(
                key.getBytes(StandardCharsets.UTF_8),
                Arrays.copyOf(value, Math.min(value.length, KEPT_BYTES)),
                now,
                headers);
    }

    private static Headers headersOf(
            Record<byte[], byte[]> original, RecordMetadata origin, DeadLetterReason fault, String stage, long now) {
        Headers headers = copied(original.headers());
        String message = fault.message();
        put(headers, DeadLetterHeader.REASON, fault.code());
        put(
                headers,
                DeadLetterHeader.MESSAGE,
                message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE) + "…");
        put(headers, DeadLetterHeader.TOPIC, origin.topic());
        put(headers, DeadLetterHeader.PARTITION, Integer.toString(origin.partition()));
        put(headers, DeadLetterHeader.OFFSET, Long.toString(origin.offset()));
        put(headers, DeadLetterHeader.TIMESTAMP, Long.toString(original.timestamp()));
        put(headers, DeadLetterHeader.AT, Long.toString(now));
        put(headers, DeadLetterHeader.STAGE, stage);
        return headers;
    }

    /** The record's own headers but the long ones, until there are too many; says how many were left out. */
    private static Headers copied(Headers original) {
        Headers headers = new RecordHeaders();
        long left = KEPT_HEADER_BYTES;
        int omitted = 0;
        for (Header header : original) {
            if (header.key().startsWith("cartostream.dlq.")) {
                continue;
            }
            if (lengthOf(header.value()) > LONGEST_MESSAGE) {
                omitted++;
                continue;
            }
            left -= HEADER_FRAMING + lengthOf(header.key().getBytes(StandardCharsets.UTF_8)) + lengthOf(header.value());
            if (left < 0) {
                omitted++;
            } else {
                headers.add(header);
            }
        }
        if (omitted > 0) {
            put(headers, DeadLetterHeader.HEADERS_OMITTED, Integer.toString(omitted));
        }
        return headers;
    }

    private static void put(Headers headers, String name, String text) {
        headers.add(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static int lengthOf(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static String sha256(byte @Nullable [] bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(bytes == null ? new byte[0] : bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
