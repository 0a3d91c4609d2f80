package io.cartostream.cli.topics;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.cli.connection.KafkaClient;
import io.cartostream.cli.connection.RecordDecoder;
import io.cartostream.cli.connection.RegistryClient;
import io.cartostream.cli.connection.TopicReader;
import io.cartostream.cli.output.JsonOutput;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.CommandSession;
import io.cartostream.contract.TopicName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Prints records: as JSON lines with {@code --json}, otherwise with a heading and as indented JSON. */
final class TopicShow {

    private static final Comparator<ConsumerRecord<String, byte[]>> BY_TIME =
            Comparator.<ConsumerRecord<String, byte[]>>comparingLong(ConsumerRecord::timestamp)
                    .thenComparingInt(ConsumerRecord::partition)
                    .thenComparingLong(ConsumerRecord::offset);

    private final CommandSession session;
    private final RecordFilter filter;
    private long shown;

    TopicShow(CommandSession session, RecordFilter filter) {
        this.session = session;
        this.filter = filter;
    }

    int run(String text, boolean all, boolean follow) {
        filter.validate();
        TopicName topic = TopicNames.named(text, session.settings().namespace());
        if (filter.scope != null && !TopicNames.keyedByScope(topic)) {
            throw CommandFailure.usage(topic.baseName() + " has no scopes in its keys: use --key");
        }
        try (KafkaClient kafka = KafkaClient.connect(session.settings())) {
            String name = kafka.existing(topic);
            RecordDecoder decoder = new RecordDecoder(RegistryClient.connect(session.settings()));
            boolean avro = TopicNames.avro(topic);
            TopicReader reader = new TopicReader(kafka);
            Instant from = filter.from(session.now());
            if (follow) {
                reader.follow(name, from, session.out()::checkError, record -> take(record, decoder, avro));
            } else if (all) {
                reader.toEnd(name, from, record -> take(record, decoder, avro));
            } else {
                newest(reader, name, from).forEach(record -> print(decoder.describe(record, avro)));
            }
        }
        if (shown == 0) {
            throw CommandFailure.failed("no record of " + topic.baseName() + " matches the options");
        }
        return 0;
    }

    private boolean take(ConsumerRecord<String, byte[]> record, RecordDecoder decoder, boolean avro) {
        if (filter.matches(record, session.now())) {
            print(decoder.describe(record, avro));
        }
        Integer limit = filter.limit;
        return limit == null || shown < limit;
    }

    private List<ConsumerRecord<String, byte[]>> newest(TopicReader reader, String topic, @Nullable Instant from) {
        int limit = filter.limit == null ? RecordFilter.DEFAULT_LIMIT : filter.limit;
        PriorityQueue<ConsumerRecord<String, byte[]>> newest = new PriorityQueue<>(BY_TIME);
        reader.toEnd(topic, from, record -> {
            if (filter.matches(record, session.now())) {
                newest.add(record);
                if (newest.size() > limit) {
                    newest.poll();
                }
            }
            return true;
        });
        List<ConsumerRecord<String, byte[]>> sorted = new ArrayList<>(newest);
        sorted.sort(BY_TIME);
        return sorted;
    }

    private void print(ObjectNode record) {
        shown++;
        if (session.json()) {
            session.out().println(JsonOutput.line(record));
        } else {
            session.out()
                    .println("── partition " + record.path("partition") + ", offset " + record.path("offset") + ", "
                            + record.path("timestamp").asText() + ", key "
                            + record.path("key").asText());
            session.out().println(JsonOutput.pretty(record.path("value")));
        }
    }
}
