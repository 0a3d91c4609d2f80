package io.cartostream.cli.deadletters;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.cartostream.cli.connection.Events;
import io.cartostream.cli.connection.Kafka;
import io.cartostream.cli.connection.Registry;
import io.cartostream.cli.output.Json;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.Session;
import io.cartostream.contract.DeadLetterHeader;
import io.cartostream.contract.TopicName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Sends dead letters again, each in the way of its topic, and marks those that were sent. */
final class Redrive {

    private final Session session;
    private final List<Result> results = new ArrayList<>();

    Redrive(Session session) {
        this.session = session;
    }

    /** What became of one; sent is false if it can't be, or needn't be. */
    record Result(String id, boolean sent, String what) {}

    int run(List<String> ids, boolean all, DeadLettersCommand.Choice choice, boolean dryRun) {
        if (ids.isEmpty() != all) {
            throw CommandFailure.usage("name dead letters by their ids, or give --all with --reason, --topic, --since");
        }
        try (Kafka kafka = Kafka.connect(session.settings())) {
            Registry registry = Registry.connect(session.settings());
            DeadLetterReader reader = new DeadLetterReader(kafka);
            List<DeadLetter> letters = all
                    ? reader.choose(choice, session.now())
                    : ids.stream().map(reader::one).toList();
            try (Events events = new Events(kafka, registry)) {
                send(letters, kafka, registry, events, dryRun);
            }
        }
        tell(dryRun);
        return results.stream().allMatch(Result::sent) ? 0 : CommandFailure.FAILED;
    }

    private void send(List<DeadLetter> letters, Kafka kafka, Registry registry, Events events, boolean dryRun) {
        RawRedrive raw = new RawRedrive(registry);
        GraphChangeRedrive graph = new GraphChangeRedrive(kafka, events);
        graph.look(letters.stream()
                .filter(letter -> letter.dlq() == TopicName.GRAPH_CHANGES_DLQ)
                .toList());
        for (DeadLetter letter : letters) {
            Result result;
            if (letter.truncated()) {
                result = new Result(
                        letter.id(), false, "its value was too large and is kept in part only: sync the scope");
            } else {
                result = switch (letter.dlq()) {
                    case INVENTORY_RAW_DLQ -> raw.send(letter, events, dryRun);
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

    private static Result job(DeadLetter letter, Kafka kafka, Events events, boolean dryRun) {
        byte[] value = letter.record().value();
        if (value == null || letter.record().key() == null) {
            return new Result(letter.id(), false, "a job without key or value can't be served");
        }
        if (!dryRun) {
            events.sendBytes(
                    kafka.existing(TopicName.SYNC_JOBS), letter.record().key(), value, new RecordHeaders());
        }
        return new Result(letter.id(), true, "job for " + letter.record().key());
    }

    private static void mark(DeadLetter letter, Events events) {
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

    private void tell(boolean dryRun) {
        if (session.json()) {
            ArrayNode list = Json.object().putArray("deadLetters");
            results.forEach(result -> list.addObject()
                    .put("id", result.id())
                    .put("sent", result.sent() && !dryRun)
                    .put("detail", result.what()));
            session.out().println(Json.pretty(list));
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
