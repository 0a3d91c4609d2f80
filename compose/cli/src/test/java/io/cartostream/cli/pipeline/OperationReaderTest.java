package io.cartostream.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cartostream.avro.GraphChange;
import io.cartostream.avro.Operation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class OperationReaderTest {

    private static final int OURS = 7;
    private static final int OTHER = 8;

    /** A writer's schema that differs before and after the operation. */
    private static final Schema OTHER_SCHEMA = SchemaBuilder.record("GraphChange")
            .namespace("io.cartostream.avro")
            .fields()
            .requiredString("before")
            .name("operation")
            .type(Operation.getClassSchema())
            .noDefault()
            .requiredLong("after")
            .endRecord();

    private final List<Integer> asked = new ArrayList<>();
    private final OperationReader reader = new OperationReader(id -> {
        asked.add(id);
        return id == OURS ? GraphChange.getClassSchema() : OTHER_SCHEMA;
    });

    @Test
    void shouldReadEveryOperationAndAskForEachSchemaOnce() throws IOException {
        for (Operation operation : Operation.values()) {
            assertThat(reader.read(ours(operation))).isEqualTo(operation.name());
            assertThat(reader.read(other(operation))).isEqualTo(operation.name());
        }
        assertThat(asked).containsExactly(OURS, OTHER);
    }

    @Test
    void shouldRefuseWhatIsNoGraphChangeAndGoOn() throws IOException {
        byte[] broken = {0, 0, 0, 0, OURS, 99};
        for (byte[] bytes : new byte[][] {{}, {1, 2, 3, 4, 5, 6}, {0, 0, 0, 0, OURS}, broken}) {
            assertThatThrownBy(() -> reader.read(bytes)).isInstanceOf(SerializationException.class);
        }
        assertThat(reader.read(ours(Operation.NODE_UPSERT))).isEqualTo("NODE_UPSERT");
    }

    private static byte[] ours(Operation operation) throws IOException {
        GraphChange change = GraphChange.newBuilder()
                .setOperation(operation)
                .setProperties(Map.of())
                .setEffectiveTime(Instant.EPOCH)
                .build();
        ByteArrayOutputStream out = header(OURS);
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new SpecificDatumWriter<>(GraphChange.class).write(change, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    private static byte[] other(Operation operation) throws IOException {
        GenericData.Record change = new GenericData.Record(OTHER_SCHEMA);
        change.put("before", "something");
        change.put("operation", operation);
        change.put("after", 1L);
        ByteArrayOutputStream out = header(OTHER);
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericData.Record>(OTHER_SCHEMA).write(change, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    private static ByteArrayOutputStream header(int id) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(5).putInt(1, id).array());
        return out;
    }
}
