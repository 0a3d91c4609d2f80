package io.cartostream.engine.codec;

import java.util.Arrays;

/**
 * Encoded content that is passed on unread. Two contents are equal if their bytes are.
 *
 * @param content no one changes the array
 */
@SuppressWarnings("ArrayRecordComponent") // equality is defined below
public record ByteContent(byte[] content) {
    @Override
    public boolean equals(Object other) {
        return other instanceof ByteContent bytes && Arrays.equals(content, bytes.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return content.length + " bytes";
    }
}
