package io.cartostream.cli.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cartostream.avro.GraphChange;
import io.cartostream.avro.ScopeState;
import io.cartostream.avro.ScopeStatus;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

final class AvroDecoderTest {

    private static final String TOPIC = "t.scope-status";

    private final RegistryClient registry = MockRegistry.with("avro-decoder", TOPIC, ScopeStatus.getClassSchema());
    private final AvroDecoder decoder = registry.decoder();

    @Test
    void shouldDecodeARecordOfTheType() {
        ScopeStatus status = status();

        assertThat(decoder.decode(TOPIC, registry.serialize(TOPIC, status), ScopeStatus.class))
                .isEqualTo(status);
    }

    @Test
    void shouldRejectAnEmptyValue() {
        assertThatThrownBy(() -> decoder.decode(TOPIC, new byte[0], ScopeStatus.class))
                .isInstanceOf(SerializationException.class)
                .hasMessage("the value is empty");
    }

    @Test
    void shouldRejectAValueThatEndsInTheSchemaId() {
        assertThatThrownBy(() -> decoder.decode(TOPIC, new byte[] {0, 0, 0}, ScopeStatus.class))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("wire format");
    }

    @Test
    void shouldRejectTextWithoutNamingAJavaClass() {
        assertThatThrownBy(
                        () -> decoder.decode(TOPIC, "{\"a\": 1}".getBytes(StandardCharsets.UTF_8), ScopeStatus.class))
                .isInstanceOf(SerializationException.class)
                .hasMessageNotContaining("Exception");
    }

    @Test
    void shouldRejectAnUnknownSchemaId() {
        byte[] value = ByteBuffer.allocate(9).put(0, (byte) 0).putInt(1, 4711).array();

        assertThatThrownBy(() -> decoder.decode(TOPIC, value, ScopeStatus.class))
                .isInstanceOf(SerializationException.class);
    }

    @Test
    void shouldRejectATruncatedRecord() {
        byte[] whole = registry.serialize(TOPIC, status());
        byte[] half = ByteBuffer.allocate(12).put(whole, 0, 12).array();

        assertThatThrownBy(() -> decoder.decode(TOPIC, half, ScopeStatus.class))
                .isInstanceOf(SerializationException.class);
    }

    @Test
    void shouldRejectARecordOfAnotherType() {
        byte[] value = registry.serialize(TOPIC, status());

        assertThatThrownBy(() -> decoder.decode(TOPIC, value, GraphChange.class))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("GraphChange");
    }

    private static ScopeStatus status() {
        return ScopeStatus.newBuilder()
                .setProvider("aws")
                .setAccount("1")
                .setRegion("eu-west-1")
                .setResourceType("ec2.vpc")
                .setState(ScopeState.FRESH)
                .setResources(1)
                .setUpdatedAt(Instant.EPOCH)
                .build();
    }
}
