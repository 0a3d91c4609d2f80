package io.cartostream.engine.message;

import io.cartostream.engine.codec.ByteContent;
import io.cartostream.engine.codec.ByteReader;
import io.cartostream.engine.codec.ByteWriter;
import io.cartostream.engine.codec.PropertyCodec;
import io.cartostream.models.fact.PropertyValue;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Labels and properties in encoded form. They are passed on and stored in this form, and decoded only for a merge.
 *
 * @param encoded labels, then properties
 */
public record AssertionBody(ByteContent encoded) {

    /** Encodes labels and properties. */
    public static AssertionBody of(
            SortedSet<String> labels, SortedMap<String, ? extends @Nullable PropertyValue> properties) {
        ByteWriter writer = new ByteWriter(256);
        PropertyCodec.writeLabels(writer, labels);
        PropertyCodec.writeMap(writer, properties);
        return of(writer.toBytes());
    }

    /** Wraps encoded content, which the caller does not change afterwards. */
    public static AssertionBody of(byte[] encoded) {
        return new AssertionBody(new ByteContent(encoded));
    }

    public byte[] bytes() {
        return encoded.content();
    }

    /** Decodes the labels. */
    public SortedSet<String> labels() {
        return PropertyCodec.readLabels(new ByteReader(bytes()));
    }

    /** Decodes the properties. */
    public SortedMap<String, @Nullable PropertyValue> properties() {
        ByteReader reader = new ByteReader(bytes());
        PropertyCodec.readLabels(reader);
        return PropertyCodec.readMap(reader);
    }
}
