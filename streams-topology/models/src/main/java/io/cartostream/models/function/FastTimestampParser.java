package io.cartostream.models.function;

import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/** The fast path for the usual forms of times: {@code 2026-01-31T12:34:56+00:00} and {@code 2026-01-31T12:34:56Z}, also with a space for the T. */
final class FastTimestampParser {
    private static final int SECONDS_END = 19;

    private FastTimestampParser() {}

    /** The time; null if the text has another form. */
    static @Nullable ZonedDateTime parse(String text) {
        boolean zulu = text.length() == SECONDS_END + 1 && text.charAt(SECONDS_END) == 'Z';
        if (!zulu && !(text.length() == SECONDS_END + 6 && text.endsWith("+00:00"))) {
            return null;
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, SECONDS_END);
        boolean digits = (year | month | day | hour | minute | second) >= 0;
        boolean separators = text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && (text.charAt(10) == 'T' || text.charAt(10) == ' ')
                && text.charAt(13) == ':'
                && text.charAt(16) == ':';
        if (!digits || !separators) {
            return null;
        }
        try {
            return year == 0 ? null : ZonedDateTime.of(year, month, day, hour, minute, second, 0, ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
