package io.cartostream.patterns.value;

import io.cartostream.models.fact.PropertyValue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Property values as texts, never empty. Texts, numbers and times are ordered by the UTF-8 bytes of theirs, so that a sorted store
 * finds the smallest value.
 */
public final class ValueEncoding {
    private ValueEncoding() {}

    /** The text of a value. */
    public static String of(PropertyValue value) {
        if (value instanceof PropertyValue.Text text) {
            return "t" + text.value();
        } else if (value instanceof PropertyValue.Whole whole) {
            return "n" + sortable((double) whole.value()) + "i" + whole.value();
        } else if (value instanceof PropertyValue.Real real) {
            return "n" + sortable(real.value()) + "r" + real.value();
        } else if (value instanceof PropertyValue.Flag flag) {
            return flag.value() ? "b1" : "b0";
        } else if (value instanceof PropertyValue.Moment moment) {
            Instant instant = moment.value().toInstant();
            return "m" + hex(instant.getEpochSecond() ^ Long.MIN_VALUE)
                    + "%09d".formatted(instant.getNano())
                    + moment.value().getZone().getId();
        }
        List<PropertyValue> values = ((PropertyValue.Listing) value).values();
        return "l" + values.size() + "|"
                + StateText.join(values.stream().map(ValueEncoding::of).toArray(String[]::new));
    }

    /** Reads {@link #of} back. */
    public static PropertyValue parse(String text) {
        String rest = text.substring(1);
        return switch (text.charAt(0)) {
            case 't' -> new PropertyValue.Text(rest);
            case 'b' -> new PropertyValue.Flag(rest.equals("1"));
            case 'n' ->
                rest.charAt(16) == 'i'
                        ? new PropertyValue.Whole(Long.parseLong(rest.substring(17)))
                        : new PropertyValue.Real(Double.parseDouble(rest.substring(17)));
            case 'm' -> moment(rest);
            case 'l' -> list(rest);
            default -> throw new IllegalArgumentException("not a value: " + text);
        };
    }

    private static PropertyValue moment(String rest) {
        long seconds = Long.parseUnsignedLong(rest.substring(0, 16), 16) ^ Long.MIN_VALUE;
        Instant instant = Instant.ofEpochSecond(seconds, Long.parseLong(rest.substring(16, 25)));
        return new PropertyValue.Moment(ZonedDateTime.ofInstant(instant, ZoneId.of(rest.substring(25))));
    }

    private static PropertyValue list(String rest) {
        int bar = rest.indexOf('|');
        List<PropertyValue> values = new ArrayList<>();
        if (!rest.substring(0, bar).equals("0")) {
            StateText.split(rest.substring(bar + 1)).forEach(part -> values.add(parse(part)));
        }
        return new PropertyValue.Listing(values);
    }

    /** Compares two texts by their UTF-8 bytes, as stores do. */
    public static int compare(String left, String right) {
        return Arrays.compareUnsigned(left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
    }

    /** A text of digits whose order is that of the text's bytes, or, if descending, the opposite. */
    public static String ordered(String text, boolean descending) {
        StringBuilder digits = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            int shown = descending ? 255 - (b & 0xFF) : b & 0xFF;
            digits.append(Character.forDigit(shown >> 4, 16)).append(Character.forDigit(shown & 15, 16));
        }
        return descending ? digits.append('~').toString() : digits.toString();
    }

    private static String sortable(double value) {
        long bits = Double.doubleToLongBits(value == 0 ? 0.0 : value);
        return hex(bits < 0 ? ~bits : bits ^ Long.MIN_VALUE);
    }

    private static String hex(long value) {
        return "%016x".formatted(value);
    }
}
