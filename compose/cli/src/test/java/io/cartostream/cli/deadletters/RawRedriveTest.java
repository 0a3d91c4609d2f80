package io.cartostream.cli.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.avro.InventoryEvent;
import io.cartostream.avro.ResourceObserved;
import io.cartostream.avro.SyncStarted;
import io.cartostream.cli.connection.MockRegistry;
import io.cartostream.cli.connection.RegistryClient;
import io.cartostream.contract.DeadLetterHeader;
import io.cartostream.contract.Scope;
import io.cartostream.contract.TopicName;
import io.cartostream.producer.InventoryEvents;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RawRedriveTest {

    private static final String ORIGIN = "t.inventory-raw";
    private static final Scope SCOPE = new Scope("aws", "1", "eu-west-1", "ec2.vpc");

    private final RegistryClient registry = MockRegistry.with("raw-redrive", ORIGIN, InventoryEvent.getClassSchema());
    private final List<InventoryEvent> sent = new ArrayList<>();
    private final RawRedrive redrive = new RawRedrive(registry);

    @Test
    void shouldSendAnObservationAsALoneEvent() {
        InventoryEvent event = InventoryEvents.observed(SCOPE, "vpc-1", "{}", Instant.EPOCH);

        DeadLetterRedrive.Result result = send(registry.serialize(ORIGIN, event));

        assertThat(result.sent()).isTrue();
        assertThat(sent).singleElement().satisfies(lone -> {
            assertThat(((ResourceObserved) lone.getEvent()).getId()).isEqualTo("vpc-1");
            assertThat(lone.getObservedAt()).isEqualTo(Instant.EPOCH);
        });
    }

    @Test
    void shouldKeepALetterWithAnEmptyValue() {
        DeadLetterRedrive.Result result = send(new byte[0]);

        assertThat(result.sent()).isFalse();
        assertThat(result.what()).isEqualTo("cannot be decoded: the value is empty");
        assertThat(sent).isEmpty();
    }

    @Test
    void shouldKeepALetterWithoutAValue() {
        assertThat(send(null).what()).isEqualTo("it has no value");
    }

    @Test
    void shouldKeepALetterThatIsNotAvro() {
        assertThat(send("text".getBytes(StandardCharsets.UTF_8)).what()).contains("not Avro");
    }

    @Test
    void shouldKeepTheStartOfASync() {
        InventoryEvent event = InventoryEvents.observed(SCOPE, "vpc-1", "{}", Instant.EPOCH);
        event.setEvent(new SyncStarted());

        DeadLetterRedrive.Result result = send(registry.serialize(ORIGIN, event));

        assertThat(result.sent()).isFalse();
        assertThat(result.what()).contains("SyncStarted has no meaning outside its sync");
    }

    @Test
    void shouldKeepAnObservationWhosePayloadIsNotJson() {
        InventoryEvent event = InventoryEvents.observed(SCOPE, "vpc-1", "{", Instant.EPOCH);

        assertThat(send(registry.serialize(ORIGIN, event)).what()).contains("its payload is not JSON");
    }

    private DeadLetterRedrive.Result send(byte @Nullable [] value) {
        ConsumerRecord<String, byte[]> record = new ConsumerRecord<>(ORIGIN + "-dlq", 0, 1, SCOPE.key(), value);
        record.headers().add(DeadLetterHeader.TOPIC, ORIGIN.getBytes(StandardCharsets.UTF_8));
        return redrive.send(new DeadLetter(TopicName.INVENTORY_RAW_DLQ, record), sent::add);
    }
}
