package io.cartostream.engine.codec;

import java.util.Arrays;

/**
 * Encoded content that is passed on as it is, equal if the bytes are.
 *
 * @param content never changed
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
