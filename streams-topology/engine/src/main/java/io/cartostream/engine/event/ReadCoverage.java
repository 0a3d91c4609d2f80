package io.cartostream.engine.event;

import io.cartostream.engine.codec.ByteReader;
import io.cartostream.engine.codec.ByteWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much of a scope a complete sync could read.
 *
 * @param seen resources that the sync saw, the unreadable ones included; 0 if the producer does not count them
 * @param causes why resources of these were unreadable; empty if all were read
 */
public record ReadCoverage(long seen, List<Cause> causes) {

    /** The producer does not count, or nothing was unreadable. */
    public static final ReadCoverage UNCOUNTED = new ReadCoverage(0, List.of());

    private static final int MOST_CAUSES = 8;
    private static final int MOST_EXAMPLES = 3;
    private static final int LONGEST_TEXT = 300;

    /** Copies its list. */
    public ReadCoverage {
        causes = List.copyOf(causes);
    }

    /**
     * Resources that were unreadable for one cause.
     *
     * @param reason the kind of failure, a stable code in capitals
     * @param code the provider's error code; null if the provider did not answer
     * @param operation the operation that failed
     * @param missingPermission the permission that would have helped; null unless access was denied
     * @param message the message of the first of these failures
     * @param count how many resources
     * @param examples the ids of the first few of them
     */
    public record Cause(
            String reason,
            @Nullable String code,
            @Nullable String operation,
            @Nullable String missingPermission,
            String message,
            long count,
            List<String> examples) {

        /** Copies its list. */
        public Cause {
            examples = List.copyOf(examples);
        }

        private Cause bounded() {
            return new Cause(
                    cut(reason),
                    cutNullable(code),
                    cutNullable(operation),
                    cutNullable(missingPermission),
                    cut(message),
                    count,
                    examples.stream()
                            .limit(MOST_EXAMPLES)
                            .map(ReadCoverage::cut)
                            .toList());
        }

        private void write(ByteWriter writer) {
            writer.text(reason)
                    .optionalText(code)
                    .optionalText(operation)
                    .optionalText(missingPermission)
                    .text(message)
                    .number(count)
                    .number(examples.size());
            examples.forEach(writer::text);
        }

        private static Cause read(ByteReader reader) {
            String reason = reader.text();
            String code = reader.optionalText();
            String operation = reader.optionalText();
            String missingPermission = reader.optionalText();
            String message = reader.text();
            long count = reader.number();
            List<String> examples = new ArrayList<>();
            for (int left = reader.count(); left > 0; left--) {
                examples.add(reader.text());
            }
            return new Cause(reason, code, operation, missingPermission, message, count, examples);
        }
    }

    /** How many resources were unreadable. */
    public long unreadable() {
        return causes.stream().mapToLong(Cause::count).sum();
    }

    /**
     * Returns the same counts in a bounded size, because a scope's state is written with every event: the most frequent causes
     * first, the others added up in one, and long texts cut.
     */
    public ReadCoverage bounded() {
        List<Cause> sorted = causes.stream()
                .sorted(Comparator.comparingLong(Cause::count).reversed())
                .map(Cause::bounded)
                .toList();
        if (sorted.size() <= MOST_CAUSES) {
            return new ReadCoverage(seen, sorted);
        }
        List<Cause> kept = new ArrayList<>(sorted.subList(0, MOST_CAUSES - 1));
        List<Cause> others = sorted.subList(MOST_CAUSES - 1, sorted.size());
        long count = others.stream().mapToLong(Cause::count).sum();
        kept.add(new Cause("OTHER", null, null, null, others.size() + " further causes", count, List.of()));
        return new ReadCoverage(seen, kept);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT - 1) + "…";
    }

    private static @Nullable String cutNullable(@Nullable String text) {
        return text == null ? null : cut(text);
    }

    /** Appends the coverage. */
    public void write(ByteWriter writer) {
        writer.number(seen).number(causes.size());
        causes.forEach(cause -> cause.write(writer));
    }

    /** Reads what {@link #write} appended; {@link #UNCOUNTED} at the end of the bytes, where an earlier version wrote nothing. */
    public static ReadCoverage read(ByteReader reader) {
        if (!reader.hasMore()) {
            return UNCOUNTED;
        }
        long seen = reader.number();
        List<Cause> causes = new ArrayList<>();
        for (int left = reader.count(); left > 0; left--) {
            causes.add(Cause.read(reader));
        }
        return new ReadCoverage(seen, causes);
    }
}
