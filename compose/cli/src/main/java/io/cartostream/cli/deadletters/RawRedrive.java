package io.cartostream.cli.deadletters;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cartostream.avro.InventoryEvent;
import io.cartostream.avro.ResourceObserved;
import io.cartostream.cli.connection.EventSender;
import io.cartostream.cli.connection.LoneEvents;
import io.cartostream.cli.connection.RecordDecoder;
import io.cartostream.cli.connection.RegistryClient;
import io.cartostream.cli.output.JsonOutput;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import org.apache.kafka.common.errors.SerializationException;

/** Raw records: sent as lone events under the key of their scope, which also mends a wrong key or partition. */
final class RawRedrive {

    private final KafkaAvroDeserializer deserializer;

    RawRedrive(RegistryClient registry) {
        this.deserializer = registry.deserializer(true);
    }

    DeadLetterRedrive.Result send(DeadLetter letter, EventSender events, boolean dryRun) {
        byte[] value = letter.record().value();
        if (value == null) {
            return kept(letter, "it has no value");
        }
        InventoryEvent event;
        try {
            event = (InventoryEvent) deserializer.deserialize(letter.originTopic(), value);
        } catch (SerializationException | ClassCastException e) {
            return kept(letter, "cannot be decoded: " + RecordDecoder.problem(value, e));
        }
        String problem = problem(event);
        if (problem != null) {
            return kept(letter, problem);
        }
        InventoryEvent lone = LoneEvents.of(event);
        if (!dryRun) {
            events.send(lone);
        }
        return new DeadLetterRedrive.Result(
                letter.id(),
                true,
                lone.getEvent().getClass().getSimpleName() + " of " + event.getResourceType() + " in "
                        + event.getProvider() + "/" + event.getAccount() + "/" + event.getRegion() + ", observed "
                        + event.getObservedAt());
    }

    /** Why the event would not fare better; null if it may. */
    private static @org.jspecify.annotations.Nullable String problem(InventoryEvent event) {
        String scope = event.getProvider() + "/" + event.getAccount() + "/" + event.getRegion() + "/"
                + event.getResourceType();
        if (!LoneEvents.possible(event)) {
            return event.getEvent().getClass().getSimpleName() + " has no meaning outside its sync: sync " + scope;
        }
        if (event.getEvent() instanceof ResourceObserved observed) {
            try {
                JsonOutput.parse(observed.getPayload());
            } catch (JsonProcessingException e) {
                return "its payload is not JSON and never will be: sync " + scope;
            }
        }
        return null;
    }

    private static DeadLetterRedrive.Result kept(DeadLetter letter, String why) {
        return new DeadLetterRedrive.Result(letter.id(), false, why);
    }
}
