package io.cartostream.cli.deadletters;

import io.cartostream.cli.connection.KafkaClient;
import io.cartostream.cli.connection.TopicReader;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.contract.TopicName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds dead letters. */
final class DeadLetterReader {

    static final List<TopicName> TOPICS =
            List.of(TopicName.INVENTORY_RAW_DLQ, TopicName.GRAPH_CHANGES_DLQ, TopicName.SYNC_JOBS_DLQ);

    private final KafkaClient kafka;

    DeadLetterReader(KafkaClient kafka) {
        this.kafka = kafka;
    }

    /** Those that are chosen, without their values: there may be any number of these, of 8 MB each. */
    List<DeadLetter> list(DeadLettersCommand.Choice choice, Instant now) {
        return choose(choice, now, DeadLetter::withoutValue);
    }

    /** Those that are chosen, oldest first; those that were sent again only on request. */
    List<DeadLetter> choose(DeadLettersCommand.Choice choice, Instant now) {
        return choose(choice, now, letter -> letter);
    }

    private List<DeadLetter> choose(DeadLettersCommand.Choice choice, Instant now, UnaryOperator<DeadLetter> kept) {
        List<DeadLetter> letters = new ArrayList<>();
        Set<String> redriven = new HashSet<>();
        Instant since = choice.since == null ? null : choice.since.at(now);
        for (TopicName topic : topics(choice.topic)) {
            read(topic, since, choice, kept, letters, redriven);
        }
        return letters.stream()
                .filter(letter -> choice.redriven || !redriven.contains(letter.id()))
                .sorted(Comparator.comparing(DeadLetter::at))
                .toList();
    }

    private void read(
            TopicName topic,
            @Nullable Instant since,
            DeadLettersCommand.Choice choice,
            UnaryOperator<DeadLetter> kept,
            List<DeadLetter> letters,
            Set<String> redriven) {
        new TopicReader(kafka).toEnd(kafka.existing(topic), since, record -> {
            DeadLetter letter = new DeadLetter(topic, record);
            String done = letter.redrivenId();
            if (done != null) {
                redriven.add(done);
            } else if (choice.reasons.isEmpty() || choice.reasons.contains(letter.reason())) {
                letters.add(kept.apply(letter));
            }
            return true;
        });
    }

    /** The one of that id, which must be there. */
    DeadLetter one(String id) {
        String[] parts = id.split("/", -1);
        if (parts.length != 3 || !parts[1].matches("\\d{1,6}") || !parts[2].matches("\\d{1,18}")) {
            throw CommandFailure.usage(
                    "'" + id + "' is not an id as `dead-letters list` gives it: topic/partition/offset");
        }
        TopicName topic = topics(parts[0]).get(0);
        int partition = Integer.parseInt(parts[1]);
        long offset = Long.parseLong(parts[2]);
        List<DeadLetter> found = new ArrayList<>();
        String name = kafka.existing(topic);
        if (partition < kafka.partitions(name)) {
            new TopicReader(kafka).toEnd(name, Map.of(partition, offset), record -> {
                if (record.offset() == offset) {
                    found.add(new DeadLetter(topic, record));
                }
                return false;
            });
        }
        if (found.isEmpty() || found.get(0).redrivenId() != null) {
            throw CommandFailure.failed("no dead letter " + id + " (it may have passed its retention)");
        }
        return found.get(0);
    }

    private static List<TopicName> topics(@Nullable String name) {
        List<TopicName> topics = TOPICS.stream()
                .filter(topic -> name == null
                        || topic.baseName().equals(name)
                        || topic.baseName().equals(name + "-dlq"))
                .toList();
        if (topics.isEmpty()) {
            throw CommandFailure.usage("no dead-letter topic '" + name + "'; there are "
                    + TOPICS.stream().map(TopicName::baseName).collect(Collectors.joining(", ")));
        }
        return topics;
    }
}
