package io.cartostream.cli.topics;

import io.cartostream.avro.InventoryEvent;
import io.cartostream.avro.ResourceObserved;
import io.cartostream.cli.connection.Events;
import io.cartostream.cli.connection.Kafka;
import io.cartostream.cli.connection.LoneEvents;
import io.cartostream.cli.connection.Registry;
import io.cartostream.cli.connection.TopicReader;
import io.cartostream.cli.output.Json;
import io.cartostream.cli.output.Texts;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.Session;
import io.cartostream.contract.TopicName;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;

/** Sends the newest chosen observation of each resource once more, alone and with its original time. */
final class Replay {

    private final Session session;
    private final RecordFilter filter;
    private final Map<String, InventoryEvent> newest = new LinkedHashMap<>();
    private long undecodable;

    Replay(Session session, RecordFilter filter) {
        this.session = session;
        this.filter = filter;
    }

    int run(boolean dryRun) {
        filter.validate();
        if (filter.open()) {
            throw CommandFailure.usage("what shall be replayed? Choose with --scope, --key, --since or --until");
        }
        try (Kafka kafka = Kafka.connect(session.settings())) {
            Registry registry = Registry.connect(session.settings());
            String topic = kafka.existing(TopicName.INVENTORY_RAW);
            KafkaAvroDeserializer deserializer = registry.deserializer(true);
            new TopicReader(kafka).toEnd(topic, filter.from(session.now()), record -> collect(record, deserializer));
            if (newest.isEmpty()) {
                throw CommandFailure.failed("no observation matches");
            }
            if (!dryRun) {
                send(kafka, registry);
            }
        }
        tell(dryRun);
        return 0;
    }

    private boolean collect(ConsumerRecord<String, byte[]> record, KafkaAvroDeserializer deserializer) {
        Integer limit = filter.limit;
        if (filter.matches(record, session.now()) && record.value() != null) {
            try {
                InventoryEvent event = (InventoryEvent) deserializer.deserialize(record.topic(), record.value());
                if (event.getEvent() instanceof ResourceObserved observed) {
                    newest.merge(record.key() + "/" + observed.getId(), event, Replay::later);
                }
            } catch (SerializationException e) {
                undecodable++;
            }
        }
        return limit == null || newest.size() < limit;
    }

    private static InventoryEvent later(InventoryEvent a, InventoryEvent b) {
        return b.getObservedAt().isBefore(a.getObservedAt()) ? a : b;
    }

    private void send(Kafka kafka, Registry registry) {
        try (Events events = new Events(kafka, registry)) {
            newest.values().forEach(event -> events.send(LoneEvents.of(event)));
        }
    }

    private void tell(boolean dryRun) {
        if (session.json()) {
            session.out()
                    .println(Json.line(Json.object()
                            .put("sent", !dryRun)
                            .put("observations", newest.size())
                            .put("undecodable", undecodable)));
            return;
        }
        if (dryRun) {
            newest.forEach((resource, event) -> session.out().println(event.getObservedAt() + "  " + resource));
        }
        session.out()
                .println((dryRun ? "would send " : "sent ")
                        + Texts.count(newest.size(), "observation")
                        + (undecodable == 0 ? "" : "; " + undecodable + " records could not be decoded"));
    }
}
