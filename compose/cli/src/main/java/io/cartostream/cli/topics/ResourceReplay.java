package io.cartostream.cli.topics;

import io.cartostream.avro.InventoryEvent;
import io.cartostream.avro.ResourceObserved;
import io.cartostream.cli.connection.AvroDecoder;
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
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;

/** Sends the newest chosen observation of each resource again, as a lone event with its original time. */
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
        if (filter.unrestricted()) {
            throw CommandFailure.usage("choose the observations to replay: --scope, --key, --since or --until");
        }
        try (KafkaClient kafka = KafkaClient.connect(session.settings())) {
            RegistryClient registry = RegistryClient.connect(session.settings());
            String topic = kafka.existing(TopicName.INVENTORY_RAW);
            AvroDecoder decoder = registry.decoder();
            new TopicReader(kafka).toEnd(topic, filter.from(session.now()), record -> collect(record, decoder));
            if (newest.isEmpty()) {
                throw CommandFailure.failed("no observation matches the options");
            }
            if (!dryRun) {
                send(kafka, registry);
            }
        }
        report(dryRun);
        return 0;
    }

    private boolean collect(ConsumerRecord<String, byte[]> record, AvroDecoder decoder) {
        Integer limit = filter.limit;
        if (filter.matches(record, session.now()) && record.value() != null) {
            try {
                InventoryEvent event = decoder.decode(record.topic(), record.value(), InventoryEvent.class);
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

    private void report(boolean dryRun) {
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
