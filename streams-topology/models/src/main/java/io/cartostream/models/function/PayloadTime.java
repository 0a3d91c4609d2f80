package io.cartostream.models.function;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a time in each spelling that command lines and SDKs print: ISO 8601 with any offset, with a space for the T, or without
 * a zone, which means UTC; HTTP dates; and numbers of seconds since 1970.
 */
public final class PayloadTime {
    private static final Pattern ISO =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)[Tt ](\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d{1,9})?)?)"
                    + " ?(?:([Zz]|UTC)|([+-]\\d\\d):?(\\d\\d))?");
    private static final Pattern LONG_YEAR = Pattern.compile("[+-]\\d{5,9}-.*");
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);
    private static final String UTC = "+00:00";
    private static final int LAST_YEAR = 9999;
    private static final int NANO_DIGITS = 9;
    private static final BigDecimal MOST_SECONDS = BigDecimal.valueOf(Instant.MAX.getEpochSecond());

    private PayloadTime() {}

    /**
     * The time, in UTC.
     *
     * @throws IllegalArgumentException if the value is no time, or one outside the years 1 to 9999; the message says so
     */
    public static ZonedDateTime read(JsonNode value) {
        if (value.isNumber()) {
            return ofSeconds(value);
        }
        if (!value.isTextual()) {
            throw new IllegalArgumentException("expected a time (ISO 8601, HTTP date or seconds since 1970)");
        }
        ZonedDateTime time = ofText(value.textValue());
        if (time == null) {
            throw refusal(value.textValue());
        }
        return time;
    }

    /** The time of a text; null if the text is no time. */
    static @Nullable ZonedDateTime ofText(String text) {
        ZonedDateTime usual = FastTimestampParser.parse(text);
        if (usual != null) {
            return usual;
        }
        try {
            Matcher iso = ISO.matcher(text);
            if (iso.matches()) {
                return inRange(ofIso(iso));
            }
            return text.isEmpty() || !Character.isLetter(text.charAt(0))
                    ? null
                    : inRange(OffsetDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static OffsetDateTime ofIso(Matcher iso) {
        LocalDateTime local = LocalDateTime.parse(iso.group(1) + "T" + iso.group(2));
        String hours = iso.group(4);
        return local.atOffset(hours == null ? ZoneOffset.UTC : ZoneOffset.of(hours + ":" + iso.group(5)));
    }

    private static ZonedDateTime ofSeconds(JsonNode value) {
        if (value.isDouble() && !Double.isFinite(value.doubleValue())) {
            throw refusal(value.asText());
        }
        BigDecimal seconds = value.decimalValue();
        if (seconds.abs().compareTo(MOST_SECONDS) >= 0) {
            throw refusal(value.asText());
        }
        BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
        long nanos = seconds.subtract(whole)
                .movePointRight(NANO_DIGITS)
                .setScale(0, RoundingMode.HALF_EVEN)
                .longValue();
        ZonedDateTime time =
                inRange(Instant.ofEpochSecond(whole.longValueExact(), nanos).atOffset(ZoneOffset.UTC));
        if (time == null) {
            throw refusal(value.asText());
        }
        return time;
    }

    private static @Nullable ZonedDateTime inRange(OffsetDateTime time) {
        ZonedDateTime utc = time.withOffsetSameInstant(ZoneOffset.UTC).toZonedDateTime();
        return utc.getYear() < 1 || utc.getYear() > LAST_YEAR ? null : utc;
    }

    private static IllegalArgumentException refusal(String text) {
        String found = text.length() <= 40 ? text : text.substring(0, 40) + "…";
        return new IllegalArgumentException(
                LONG_YEAR.matcher(text).matches()
                        ? "expected a time of the years 1 to 9999, found '" + found + "'"
                        : "expected a time (ISO 8601, HTTP date or seconds since 1970) of the years 1 to 9999, found '"
                                + found + "'");
    }

    /** The time as Python's {@code str} prints it: {@code 2018-10-14 16:30:26+00:00}, with six decimals unless they are zero. */
    public static String text(ZonedDateTime time) {
        return (time.get(ChronoField.MICRO_OF_SECOND) == 0 ? SECONDS : MICROSECONDS).format(time) + UTC;
    }
}
