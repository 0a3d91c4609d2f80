package io.cartostream.cli.deadletters;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.cli.connection.KafkaClient;
import io.cartostream.cli.connection.RecordDecoder;
import io.cartostream.cli.connection.RegistryClient;
import io.cartostream.cli.output.HumanText;
import io.cartostream.cli.output.JsonOutput;
import io.cartostream.cli.output.OutputFormat;
import io.cartostream.cli.output.ResultList;
import io.cartostream.cli.session.CommandSession;
import io.cartostream.cli.session.FormatOption;
import java.util.List;

/** Prints dead letters: a list, or one in full. */
final class DeadLetterList {

    private final CommandSession session;

    DeadLetterList(CommandSession session) {
        this.session = session;
    }

    int list(DeadLettersCommand.Choice choice, OutputFormat format) {
        List<DeadLetter> letters;
        try (KafkaClient kafka = KafkaClient.connect(session.settings())) {
            letters = new DeadLetterReader(kafka).list(choice, session.now());
        }
        ResultList.of(DeadLetterList::json)
                .column("ID", DeadLetter::id)
                .column("AGE", letter -> HumanText.age(letter.at(), session.now()))
                .column("REASON", DeadLetter::reason)
                .column("SUBJECT", DeadLetter::subject)
                .column("MESSAGE", DeadLetter::message)
                .print(
                        FormatOption.target(session),
                        format,
                        letters,
                        "no dead letters",
                        List.of(HumanText.count(letters.size(), "dead letter")));
        return 0;
    }

    int show(String id) {
        DeadLetter letter;
        ObjectNode json;
        try (KafkaClient kafka = KafkaClient.connect(session.settings())) {
            letter = new DeadLetterReader(kafka).one(id);
            json = json(letter);
            RecordDecoder decoder = new RecordDecoder(RegistryClient.connect(session.settings()));
            json.put("key", letter.record().key());
            json.set(
                    "value", decoder.value(letter.originTopic(), letter.record().value()));
        }
        session.out().println(JsonOutput.pretty(json));
        return 0;
    }

    private static ObjectNode json(DeadLetter letter) {
        return JsonOutput.object()
                .put("id", letter.id())
                .put("at", letter.at().toString())
                .put("reason", letter.reason())
                .put("message", letter.message())
                .put("subject", letter.subject())
                .put("stage", letter.stage())
                .put("topic", letter.originTopic())
                .put("partition", letter.originPartition())
                .put("offset", letter.originOffset())
                .put("truncated", letter.truncated());
    }
}
