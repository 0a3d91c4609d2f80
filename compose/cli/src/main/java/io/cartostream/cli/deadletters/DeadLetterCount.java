package io.cartostream.cli.deadletters;

import io.cartostream.cli.connection.KafkaClient;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Counts the dead letters that were not sent again. */
public final class DeadLetterCount {

    private DeadLetterCount() {}

    /** The number of dead letters by reason, sorted. Reads the dead-letter topics to their ends. */
    public static Map<String, Long> byReason(KafkaClient kafka, Instant now) {
        Map<String, Long> counts = new TreeMap<>();
        new DeadLetterReader(kafka)
                .list(new DeadLettersCommand.Choice(), now)
                .forEach(letter -> counts.merge(letter.reason(), 1L, Long::sum));
        return counts;
    }
}
