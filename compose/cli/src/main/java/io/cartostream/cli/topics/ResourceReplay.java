package io.cartostream.cli.topics;

import io.cartostream.avro.InventoryEvent;
import io.cartostream.avro.ResourceObserved;
import io.cartostream.cli.connection.EventSender;
import io.cartostream.cli.connection.KafkaClient;
import io.cartostream.cli.connection.LoneEvents;
import io.cartostream.cli.connection.RegistryClient;
import io.cartostream.cli.connection.TopicReader;
import io.cartostream.cli.output.HumanText;
import io.cartostream.cli.output.JsonOutput;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.CommandSession;
import io.cartostream.contract.TopicName;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;

/** Sends the newest chosen observation of each resource once more, alone and with its original time. */
final class ResourceReplay {

    private final CommandSession session;
    private final RecordFilter filter;
    private final Map<String, InventoryEvent> newest = new LinkedHashMap<>();
    private long undecodable;

    ResourceReplay(CommandSession session, RecordFilter filter) {
        this.session = session;
        this.filter = filter;
    }

    int run(boolean dryRun) {
        filter.validate();
        if (filter.open()) {
            throw CommandFailure.usage("what shall be replayed? Choose with --scope, --key, --since or --until");
        }
        try (KafkaClient kafka = KafkaClient.connect(session.settings())) {
            RegistryClient registry = RegistryClient.connect(session.settings());
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
                    newest.merge(record.key() + "/" + observed.getId(), event, ResourceReplay::later);
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

    private void send(KafkaClient kafka, RegistryClient registry) {
        try (EventSender events = new EventSender(kafka, registry)) {
            newest.values().forEach(event -> events.send(LoneEvents.of(event)));
        }
    }

    private void tell(boolean dryRun) {
        if (session.json()) {
            session.out()
                    .println(JsonOutput.line(JsonOutput.object()
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
                        + HumanText.count(newest.size(), "observation")
                        + (undecodable == 0 ? "" : "; " + undecodable + " records could not be decoded"));
    }
}
