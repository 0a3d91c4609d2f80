package io.cartostream.cli.deadletters;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.cartostream.cli.connection.EventSender;
import io.cartostream.cli.connection.KafkaClient;
import io.cartostream.cli.connection.RegistryClient;
import io.cartostream.cli.output.JsonOutput;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.CommandSession;
import io.cartostream.contract.DeadLetterHeader;
import io.cartostream.contract.TopicName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Sends dead letters again, in the way of their topic, and marks those that were sent. */
final class DeadLetterRedrive {

    private final CommandSession session;
    private final List<Result> results = new ArrayList<>();

    DeadLetterRedrive(CommandSession session) {
        this.session = session;
    }

    /**
     * Result for one dead letter.
     *
     * @param sent false if it cannot or need not be sent
     * @param what the reason, or what was sent
     */
    record Result(String id, boolean sent, String what) {}

    int run(List<String> ids, boolean all, DeadLettersCommand.Choice choice, boolean dryRun) {
        if (ids.isEmpty() != all) {
            throw CommandFailure.usage("name dead letters by their ids, or use --all with --reason, --topic, --since");
        }
        try (KafkaClient kafka = KafkaClient.connect(session.settings())) {
            RegistryClient registry = RegistryClient.connect(session.settings());
            DeadLetterReader reader = new DeadLetterReader(kafka);
            List<DeadLetter> letters = all
                    ? reader.choose(choice, session.now())
                    : ids.stream().map(reader::one).toList();
            try (EventSender events = new EventSender(kafka, registry)) {
                send(letters, kafka, registry, events, dryRun);
            }
        }
        report(dryRun);
        return results.stream().allMatch(Result::sent) ? 0 : CommandFailure.FAILED;
    }

    private void send(
            List<DeadLetter> letters, KafkaClient kafka, RegistryClient registry, EventSender events, boolean dryRun) {
        RawRedrive raw = new RawRedrive(registry);
        GraphChangeRedrive graph = new GraphChangeRedrive(kafka, events);
        graph.readNewer(letters.stream()
                .filter(letter -> letter.dlq() == TopicName.GRAPH_CHANGES_DLQ)
                .toList());
        for (DeadLetter letter : letters) {
            Result result;
            if (letter.truncated()) {
                result = new Result(
                        letter.id(),
                        false,
                        "only a part of its value is kept, because it was too large: sync the scope");
            } else {
                result = switch (letter.dlq()) {
                    case INVENTORY_RAW_DLQ -> raw.send(letter, dryRun ? event -> {} : events::send);
                    case GRAPH_CHANGES_DLQ -> graph.send(letter, dryRun);
                    default -> job(letter, kafka, events, dryRun);
                };
            }
            results.add(result);
            if (result.sent() && !dryRun) {
                mark(letter, events);
            }
        }
    }

    private static Result job(DeadLetter letter, KafkaClient kafka, EventSender events, boolean dryRun) {
        byte[] value = letter.record().value();
        if (value == null || value.length == 0 || letter.record().key() == null) {
            return new Result(letter.id(), false, "a job needs a key and a value");
        }
        if (!dryRun) {
            events.sendBytes(
                    kafka.existing(TopicName.SYNC_JOBS), letter.record().key(), value, new RecordHeaders());
        }
        return new Result(letter.id(), true, "job for " + letter.record().key());
    }

    private static void mark(DeadLetter letter, EventSender events) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(
                DeadLetterHeader.REDRIVEN,
                Long.toString(letter.record().offset()).getBytes(StandardCharsets.UTF_8));
        events.await(new ProducerRecord<>(
                letter.record().topic(),
                letter.record().partition(),
                letter.record().key(),
                null,
                headers));
    }

    private void report(boolean dryRun) {
        if (session.json()) {
            ArrayNode list = JsonOutput.object().putArray("deadLetters");
            results.forEach(result -> list.addObject()
                    .put("id", result.id())
                    .put("sent", result.sent() && !dryRun)
                    .put("detail", result.what()));
            session.out().println(JsonOutput.pretty(list));
            return;
        }
        String verb = dryRun ? "would send " : "sent ";
        results.forEach(
                result -> session.out().println((result.sent() ? verb : "kept ") + result.id() + ": " + result.what()));
        if (results.isEmpty()) {
            session.out().println("no dead letters");
        }
    }
}
