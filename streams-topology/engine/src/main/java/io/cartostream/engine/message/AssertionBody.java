package io.cartostream.engine.message;

import io.cartostream.engine.codec.Bytes;
import io.cartostream.engine.codec.PropertyCodec;
import io.cartostream.engine.codec.Reader;
import io.cartostream.engine.codec.Writer;
import io.cartostream.models.fact.PropertyValue;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Labels and properties in their encoded form: what is passed on and stored is decoded only where it is merged.
 *
 * @param encoded labels, then properties
 */
public record AssertionBody(Bytes encoded) {

    /** Encodes labels and properties. */
    public static AssertionBody of(
            SortedSet<String> labels, SortedMap<String, ? extends @Nullable PropertyValue> properties) {
        Writer writer = new Writer(256);
        PropertyCodec.writeLabels(writer, labels);
        PropertyCodec.writeMap(writer, properties);
        return of(writer.toBytes());
    }

    /** Takes encoded content. */
    public static AssertionBody of(byte[] encoded) {
        return new AssertionBody(new Bytes(encoded));
    }

    /** The encoded content. */
    public byte[] bytes() {
        return encoded.content();
    }

    /** Decodes the labels. */
    public SortedSet<String> labels() {
        return PropertyCodec.readLabels(new Reader(bytes()));
    }

    /** Decodes the properties. */
    public SortedMap<String, @Nullable PropertyValue> properties() {
        Reader reader = new Reader(bytes());
        PropertyCodec.readLabels(reader);
        return PropertyCodec.readMap(reader);
    }
}
