package io.cartostream.sample;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Random;

/** Reproducible choices: {@link Random}'s algorithm is part of Java's specification. */
final class SeededRandom {

    private static final Instant FIRST_DAY = Instant.parse("2025-03-01T00:00:00Z");
    private static final int DAYS = 400;
    private static final DateTimeFormatter AWS_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx").withZone(ZoneOffset.UTC);

    private final Random random;

    SeededRandom(long seed, String what) {
        this.random = new Random(seed * 1_000_003L + what.hashCode());
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** An AWS resource id: 17 hexadecimal digits after the prefix. */
    String id(String prefix) {
        return prefix + "-" + hex(17);
    }

    String hex(int digits) {
        StringBuilder text = new StringBuilder(digits);
        for (int i = 0; i < digits; i++) {
            text.append(Character.forDigit(random.nextInt(16), 16));
        }
        return text.toString();
    }

    String mac() {
        StringBuilder text = new StringBuilder("02");
        for (int i = 0; i < 5; i++) {
            text.append(':').append(hex(2));
        }
        return text.toString();
    }

    Instant instant() {
        return FIRST_DAY.plusSeconds(random.nextInt(DAYS * 86_400));
    }

    /** A time as {@code aws … --output json} prints it. */
    String awsTime() {
        return AWS_TIME.format(instant());
    }

    String uuid() {
        return String.join("-", hex(8), hex(4), hex(4), hex(4), hex(12));
    }
}
