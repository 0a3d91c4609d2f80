package io.cartostream.cli.deadletters;

import io.cartostream.cli.connection.KafkaClient;
import io.cartostream.cli.connection.TopicReader;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.NameSuggestions;
import io.cartostream.contract.TopicName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads dead letters that a user chose. */
final class DeadLetterReader {

    static final List<TopicName> TOPICS =
            List.of(TopicName.INVENTORY_RAW_DLQ, TopicName.GRAPH_CHANGES_DLQ, TopicName.SYNC_JOBS_DLQ);

    private final KafkaClient kafka;

    DeadLetterReader(KafkaClient kafka) {
        this.kafka = kafka;
    }

    /** The chosen dead letters without their values, which take up to 8 MB each; oldest first. */
    List<DeadLetter> list(DeadLettersCommand.Choice choice, Instant now) {
        return choose(choice, now, DeadLetter::withoutValue);
    }

    /** The chosen dead letters, oldest first. Those that were sent again are included on request only. */
    List<DeadLetter> choose(DeadLettersCommand.Choice choice, Instant now) {
        return choose(choice, now, letter -> letter);
    }

    private List<DeadLetter> choose(DeadLettersCommand.Choice choice, Instant now, UnaryOperator<DeadLetter> kept) {
        List<DeadLetter> letters = new ArrayList<>();
        Set<String> redriven = new HashSet<>();
        Set<String> reasons = new TreeSet<>();
        Instant since = choice.since == null ? null : choice.since.at(now);
        for (TopicName topic : topics(choice.topic)) {
            new TopicReader(kafka).toEnd(kafka.existing(topic), since, record -> {
                DeadLetter letter = new DeadLetter(topic, record);
                String done = letter.redrivenId();
                if (done != null) {
                    redriven.add(done);
                    return true;
                }
                reasons.add(letter.reason());
                if (choice.reasons.isEmpty() || choice.reasons.contains(letter.reason())) {
                    letters.add(kept.apply(letter));
                }
                return true;
            });
        }
        requireKnown(choice.reasons, reasons);
        return letters.stream()
                .filter(letter -> choice.redriven || !redriven.contains(letter.id()))
                .sorted(Comparator.comparing(DeadLetter::at))
                .toList();
    }

    /** A reason that no dead letter has is probably misspelt. */
    static void requireKnown(Collection<String> chosen, Collection<String> known) {
        for (String reason : chosen) {
            if (!known.contains(reason)) {
                throw CommandFailure.failed(
                        "no dead letter has the reason " + reason + NameSuggestions.hint(reason, known)
                                + (known.isEmpty() ? "" : "; existing reasons: " + String.join(", ", known)));
            }
        }
    }

    /** The dead letter with this id, which must exist. */
    DeadLetter one(String id) {
        String[] parts = id.split("/", -1);
        if (parts.length != 3 || !parts[1].matches("\\d{1,6}") || !parts[2].matches("\\d{1,18}")) {
            throw CommandFailure.usage("'" + id
                    + "' is not the id of a dead letter: topic/partition/offset, as `dead-letters list` shows it");
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
