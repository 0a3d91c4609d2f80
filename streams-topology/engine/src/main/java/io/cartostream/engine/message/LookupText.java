package io.cartostream.engine.message;

import io.cartostream.engine.codec.ByteWriter;
import io.cartostream.engine.codec.CompositeKeys;
import io.cartostream.engine.codec.ContentDigest;
import io.cartostream.engine.codec.PropertyCodec;
import io.cartostream.models.fact.LookupKey;
import io.cartostream.models.fact.PropertyValue;
import java.util.Map;

/**
 * The text of a lookup key: the label, then the name, value kind and value of each property. Different keys have different
 * texts; a long value is replaced by its hash. All demands and carriers of a key meet in one partition, whether it has one
 * property or several, so that each pair has one path (ADR 0003).
 */
public final class LookupText {
    private static final int LONGEST_VALUE = 512;

    private LookupText() {}

    /** The record key of lookups-by-value. */
    public static String of(LookupKey key) {
        String[] parts = new String[1 + 2 * key.values().size()];
        parts[0] = key.label();
        int i = 1;
        for (Map.Entry<String, PropertyValue> wanted : key.values().entrySet()) {
            parts[i++] = wanted.getKey();
            parts[i++] = value(wanted.getValue());
        }
        return CompositeKeys.join(parts);
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
        ByteWriter writer = new ByteWriter(256);
        PropertyCodec.write(writer, value);
        return "h:" + ContentDigest.hex(writer.toBytes());
    }
}
