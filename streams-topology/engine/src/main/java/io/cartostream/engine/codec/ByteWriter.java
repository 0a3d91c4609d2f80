package io.cartostream.engine.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Appends values to a growing array. */
public final class ByteWriter {
    /** First byte of every message and store value. */
    public static final byte VERSION = 1;

    private byte[] buffer;
    private int length;

    /** A writer whose first byte is the version. */
    public static ByteWriter versioned() {
        return new ByteWriter(128).octet(VERSION);
    }

    /** An empty writer. */
    public ByteWriter(int capacity) {
        buffer = new byte[capacity];
    }

    /** One byte. */
    public ByteWriter octet(int value) {
        reserve(1);
        buffer[length++] = (byte) value;
        return this;
    }

    public ByteWriter flag(boolean value) {
        return octet(value ? 1 : 0);
    }

    /** Eight bytes, most significant first. */
    public ByteWriter fixed(long value) {
        reserve(8);
        for (int shift = 56; shift >= 0; shift -= 8) {
            buffer[length++] = (byte) (value >>> shift);
        }
        return this;
    }

    /** A number that is usually small and not negative: 1 to 10 bytes. */
    public ByteWriter number(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            buffer[length++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        buffer[length++] = (byte) rest;
        return this;
    }

    /** A number of either sign: zigzag. */
    public ByteWriter signed(long value) {
        return number((value << 1) ^ (value >> 63));
    }

    /** Text, with its length. */
    public ByteWriter text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    /** Text or null. */
    public ByteWriter optionalText(@Nullable String value) {
        flag(value != null);
        return value == null ? this : text(value);
    }

    /** A number or null. */
    public ByteWriter optionalNumber(@Nullable Long value) {
        flag(value != null);
        return value == null ? this : signed(value);
    }

    /** Bytes, with their length. */
    public ByteWriter bytes(byte[] value) {
        number(value.length);
        return raw(value);
    }

    /** Bytes, without their length. */
    public ByteWriter raw(byte[] value) {
        reserve(value.length);
        System.arraycopy(value, 0, buffer, length, value.length);
        length += value.length;
        return this;
    }

    /** A copy of all bytes written so far. */
    public byte[] toBytes() {
        return Arrays.copyOf(buffer, length);
    }

    private void reserve(int more) {
        if (length + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(length + more, buffer.length * 2));
        }
    }
}
