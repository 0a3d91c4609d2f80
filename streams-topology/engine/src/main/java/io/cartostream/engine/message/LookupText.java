package io.cartostream.engine.message;

import io.cartostream.engine.codec.Digest;
import io.cartostream.engine.codec.Keys;
import io.cartostream.engine.codec.PropertyCodec;
import io.cartostream.engine.codec.Writer;
import io.cartostream.models.fact.LookupKey;
import io.cartostream.models.fact.PropertyValue;

/** The text of a lookup key: label, property, kind of value, value. Injective; long values are replaced by their hash. */
public final class LookupText {
    private static final int LONGEST_VALUE = 512;

    private LookupText() {}

    /** The record key of lookups-by-value. */
    public static String of(LookupKey key) {
        return Keys.join(key.label(), key.property(), value(key.value()));
    }

    private static String value(PropertyValue value) {
        if (value instanceof PropertyValue.Text text && text.value().length() <= LONGEST_VALUE) {
            return "s:" + text.value();
        }
        if (value instanceof PropertyValue.Whole whole) {
            return "i:" + whole.value();
        }
        if (value instanceof PropertyValue.Flag flag) {
            return "b:" + flag.value();
        }
        Writer writer = new Writer(256);
        PropertyCodec.write(writer, value);
        return "h:" + Digest.hex(writer.toBytes());
    }
}
