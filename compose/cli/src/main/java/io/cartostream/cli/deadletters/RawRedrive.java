package io.cartostream.cli.deadletters;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cartostream.avro.InventoryEvent;
import io.cartostream.avro.ResourceObserved;
import io.cartostream.cli.connection.AvroDecoder;
import io.cartostream.cli.connection.LoneEvents;
import io.cartostream.cli.connection.RecordDecoder;
import io.cartostream.cli.connection.RegistryClient;
import io.cartostream.cli.output.JsonOutput;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** Sends raw records again as lone events under the key of their scope, which also corrects a wrong key or partition. */
final class RawRedrive {

    private final AvroDecoder decoder;

    RawRedrive(RegistryClient registry) {
        this.decoder = registry.decoder();
    }

    /** @param sender receives the event to send; does nothing in a dry run */
    DeadLetterRedrive.Result send(DeadLetter letter, Consumer<InventoryEvent> sender) {
        byte[] value = letter.record().value();
        if (value == null) {
            return kept(letter, "it has no value");
        }
        InventoryEvent event;
        try {
            event = decoder.decode(letter.originTopic(), value, InventoryEvent.class);
        } catch (SerializationException e) {
            return kept(letter, "cannot be decoded: " + RecordDecoder.problem(value, e));
        }
        String problem = problem(event);
        if (problem != null) {
            return kept(letter, problem);
        }
        InventoryEvent lone = LoneEvents.of(event);
        sender.accept(lone);
        return new DeadLetterRedrive.Result(
                letter.id(),
                true,
                lone.getEvent().getClass().getSimpleName() + " of " + event.getResourceType() + " in "
                        + event.getProvider() + "/" + event.getAccount() + "/" + event.getRegion() + ", observed "
                        + event.getObservedAt());
    }

    /** Why the event would fail again; null if it may succeed. */
    private static @Nullable String problem(InventoryEvent event) {
        String scope = event.getProvider() + "/" + event.getAccount() + "/" + event.getRegion() + "/"
                + event.getResourceType();
        if (!LoneEvents.possible(event)) {
            return event.getEvent().getClass().getSimpleName() + " has no meaning outside its sync: sync " + scope;
        }
        if (event.getEvent() instanceof ResourceObserved observed) {
            try {
                JsonOutput.parse(observed.getPayload());
            } catch (JsonProcessingException e) {
                return "its payload is not JSON: sync " + scope;
            }
        }
        return null;
    }

    private static DeadLetterRedrive.Result kept(DeadLetter letter, String why) {
        return new DeadLetterRedrive.Result(letter.id(), false, why);
    }
}
