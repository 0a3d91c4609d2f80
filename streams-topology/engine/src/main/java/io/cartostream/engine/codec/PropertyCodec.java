package io.cartostream.engine.codec;

import io.cartostream.models.fact.PropertyValue;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Labels, property values and property maps as bytes. Equal values have equal bytes. */
public final class PropertyCodec {
    private static final int NULL = 0;
    private static final int TEXT = 1;
    private static final int WHOLE = 2;
    private static final int REAL = 3;
    private static final int FALSE = 4;
    private static final int TRUE = 5;
    private static final int MOMENT = 6;
    private static final int LISTING = 7;

    private PropertyCodec() {}

    /** Appends a value. */
    public static void write(ByteWriter writer, @Nullable PropertyValue value) {
        if (value == null) {
            writer.octet(NULL);
        } else if (value instanceof PropertyValue.Text text) {
            writer.octet(TEXT).text(text.value());
        } else if (value instanceof PropertyValue.Whole whole) {
            writer.octet(WHOLE).signed(whole.value());
        } else if (value instanceof PropertyValue.Real real) {
            writer.octet(REAL).fixed(Double.doubleToLongBits(real.value()));
        } else if (value instanceof PropertyValue.Flag flag) {
            writer.octet(flag.value() ? TRUE : FALSE);
        } else if (value instanceof PropertyValue.Moment moment) {
            Instant instant = moment.value().toInstant();
            writer.octet(MOMENT)
                    .signed(instant.getEpochSecond())
                    .number(instant.getNano())
                    .text(moment.value().getZone().getId());
        } else if (value instanceof PropertyValue.Listing listing) {
            writer.octet(LISTING).number(listing.values().size());
            listing.values().forEach(element -> write(writer, element));
        } else {
            throw new IllegalArgumentException("no encoding for " + value.getClass());
        }
    }

    /** Reads a value. */
    public static @Nullable PropertyValue read(ByteReader reader) {
        int tag = reader.octet();
        return switch (tag) {
            case NULL -> null;
            case TEXT -> new PropertyValue.Text(reader.text());
            case WHOLE -> new PropertyValue.Whole(reader.signed());
            case REAL -> new PropertyValue.Real(Double.longBitsToDouble(reader.fixed()));
            case FALSE -> new PropertyValue.Flag(false);
            case TRUE -> new PropertyValue.Flag(true);
            case MOMENT -> {
                Instant instant = Instant.ofEpochSecond(reader.signed(), reader.number());
                yield new PropertyValue.Moment(ZonedDateTime.ofInstant(instant, ZoneId.of(reader.text())));
            }
            case LISTING -> {
                int size = reader.count();
                List<PropertyValue> values = new ArrayList<>(size);
                for (int i = 0; i < size; i++) {
                    values.add(readPresent(reader));
                }
                yield new PropertyValue.Listing(values);
            }
            default -> throw new CodecException("no property value has the tag " + tag);
        };
    }

    /** Reads a value that is not null. */
    public static PropertyValue readPresent(ByteReader reader) {
        PropertyValue value = read(reader);
        if (value == null) {
            throw new CodecException("null where a value must be");
        }
        return value;
    }

    /** Appends a map. */
    public static void writeMap(ByteWriter writer, SortedMap<String, ? extends @Nullable PropertyValue> properties) {
        writer.number(properties.size());
        for (Map.Entry<String, ? extends @Nullable PropertyValue> property : properties.entrySet()) {
            writer.text(property.getKey());
            write(writer, property.getValue());
        }
    }

    /** Reads a map. */
    public static SortedMap<String, @Nullable PropertyValue> readMap(ByteReader reader) {
        int size = reader.count();
        SortedMap<String, @Nullable PropertyValue> properties = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            properties.put(reader.text(), read(reader));
        }
        return properties;
    }

    /** Appends labels. */
    public static void writeLabels(ByteWriter writer, SortedSet<String> labels) {
        writer.number(labels.size());
        labels.forEach(writer::text);
    }

    /** Reads labels. */
    public static SortedSet<String> readLabels(ByteReader reader) {
        int size = reader.count();
        SortedSet<String> labels = new TreeSet<>();
        for (int i = 0; i < size; i++) {
            labels.add(reader.text());
        }
        return labels;
    }
}
