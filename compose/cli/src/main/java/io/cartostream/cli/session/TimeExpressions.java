package io.cartostream.cli.session;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads durations and instants as users write them. */
public final class TimeExpressions {

    private static final Pattern SHORT = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    private TimeExpressions() {}

    /** Reads {@code 500ms}, {@code 30s}, {@code 15m}, {@code 2h}, {@code 7d} or ISO 8601 ({@code PT15M}). */
    public static Duration duration(String text) {
        Matcher matcher = SHORT.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (matcher.matches()) {
            long amount = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                case "h" -> Duration.ofHours(amount);
                default -> Duration.ofDays(amount);
            };
        }
        try {
            return Duration.parse(text.strip());
        } catch (DateTimeParseException e) {
            throw new TypeConversionException("'" + text + "' is not a duration such as 30s, 15m, 2h or 1d");
        }
    }

    /** Picocli's converter for {@link #duration}. */
    public static final class DurationConverter implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String value) {
            return duration(value);
        }
    }

    /** A point in time: an ISO instant, or a duration ago, resolved when the command runs. */
    public record Moment(String text) {
        /** The instant, relative to now. */
        public Instant at(Instant now) {
            try {
                return Instant.parse(text.strip());
            } catch (DateTimeParseException e) {
                return now.minus(duration(text));
            }
        }
    }

    /** Picocli's converter for {@link Moment}. */
    public static final class MomentConverter implements ITypeConverter<Moment> {
        @Override
        public Moment convert(String value) {
            Moment moment = new Moment(value);
            try {
                moment.at(Instant.EPOCH);
            } catch (TypeConversionException e) {
                throw new TypeConversionException("'" + value
                        + "' is neither a time such as 2026-03-01T10:00:00Z nor a duration ago such as 2h or 1d");
            }
            return moment;
        }
    }
}
