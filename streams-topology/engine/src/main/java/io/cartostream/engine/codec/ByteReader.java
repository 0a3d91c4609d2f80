package io.cartostream.engine.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads the output of a {@link ByteWriter}. Raises {@link CodecException} on any other bytes. */
public final class ByteReader {
    private final byte[] buffer;
    private int position;

    /** A reader from the first byte. */
    public ByteReader(byte[] buffer) {
        this.buffer = buffer;
    }

    /** A reader positioned after the version byte, which must be the current version. */
    public static ByteReader versioned(byte[] buffer) {
        return versioned(buffer, ByteWriter.VERSION);
    }

    /** A reader positioned after the version byte, which must be {@code expected}. */
    public static ByteReader versioned(byte[] buffer, int expected) {
        ByteReader reader = new ByteReader(buffer);
        int version = reader.octet();
        if (version != expected) {
            throw new CodecException("encoded by version " + version + ", this one reads " + expected);
        }
        return reader;
    }

    /** One byte, 0 to 255. */
    public int octet() {
        require(1);
        return buffer[position++] & 0xFF;
    }

    public boolean flag() {
        return octet() != 0;
    }

    /** Eight bytes, most significant first. */
    public long fixed() {
        require(8);
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = (value << 8) | (buffer[position++] & 0xFF);
        }
        return value;
    }

    /** See {@link ByteWriter#number}. */
    public long number() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = octet();
            value |= (next & 0x7FL) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new CodecException("a number of more than ten bytes at " + position);
    }

    /** See {@link ByteWriter#signed}. */
    public long signed() {
        long value = number();
        return (value >>> 1) ^ -(value & 1);
    }

    /** A count or length; raises {@link CodecException} if it exceeds the bytes that are left. */
    public int count() {
        long count = number();
        if (count < 0 || count > buffer.length - position) {
            throw new CodecException("a count of " + count + " with " + (buffer.length - position) + " bytes left");
        }
        return (int) count;
    }

    public String text() {
        int length = count();
        String text = new String(buffer, position, length, StandardCharsets.UTF_8);
        position += length;
        return text;
    }

    /** Text or null. */
    public @Nullable String optionalText() {
        return flag() ? text() : null;
    }

    /** A number or null. */
    public @Nullable Long optionalNumber() {
        return flag() ? (Long) signed() : null;
    }

    /** Bytes that follow their length. */
    public byte[] bytes() {
        return raw(count());
    }

    /** {@code length} bytes. */
    public byte[] raw(int length) {
        require(length);
        byte[] bytes = Arrays.copyOfRange(buffer, position, position + length);
        position += length;
        return bytes;
    }

    /** False at the end of the bytes. */
    public boolean hasMore() {
        return position < buffer.length;
    }

    /** All bytes that are left. */
    public byte[] rest() {
        return raw(buffer.length - position);
    }

    private void require(int length) {
        if (length < 0 || length > buffer.length - position) {
            throw new CodecException("ends at " + buffer.length + ", " + length + " more wanted at " + position);
        }
    }
}
