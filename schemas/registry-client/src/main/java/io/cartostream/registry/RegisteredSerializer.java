package io.cartostream.registry;

import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Confluent's serialiser for the first record of a topic and schema, which finds the registered id; Avro alone for the rest,
 * behind the same five bytes. Confluent's looks the schema up in several maps for each record, at three times the cost of
 * writing it. Safe for many threads: Kafka Streams gives a sink's serialiser to all of them, a producer to all that send.
 *
 * @param <T> the class of the records, a generated one
 */
public final class RegisteredSerializer<T extends SpecificRecord> implements Serializer<T> {

    private static final int HEADER_BYTES = 5;

    private final KafkaAvroSerializer first;
    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final ThreadLocal<Buffer> buffers = ThreadLocal.withInitial(Buffer::new);

    private record Known(Schema schema, byte[] header, SpecificDatumWriter<SpecificRecord> writer) {}

    /** Begins each topic with this serialiser, which is configured already; closing closes it. */
    public RegisteredSerializer(KafkaAvroSerializer first) {
        this.first = first;
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable T record) {
        if (record == null) {
            return null;
        }
        Known schema = known.get(topic);
        // the generated classes have one schema object each
        if (schema == null || schema.schema() != record.getSchema()) {
            byte[] bytes = first.serialize(topic, record);
            byte[] header = Arrays.copyOf(bytes, HEADER_BYTES);
            known.put(topic, new Known(record.getSchema(), header, writer(record)));
            return bytes;
        }
        Buffer buffer = buffers.get();
        try {
            return buffer.write(schema, record);
        } catch (IOException | RuntimeException e) { // Confluent's reports all of them alike
            buffers.remove();
            throw new SerializationException("a record of " + topic + " does not fit its schema", e);
        }
    }

    /** With the coders that Avro generates for records without logical types, such as a property's value: no look at each field's schema. */
    private static SpecificDatumWriter<SpecificRecord> writer(SpecificRecord record) {
        SpecificData data = new SpecificData();
        if (record instanceof SpecificRecordBase generated) {
            generated.getSpecificData().getConversions().forEach(data::addLogicalTypeConversion);
        }
        data.setCustomCoders(true);
        return new SpecificDatumWriter<>(record.getSchema(), data);
    }

    private static final class Buffer {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        private final BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);

        byte[] write(Known schema, SpecificRecord record) throws IOException {
            out.reset();
            out.writeBytes(schema.header());
            schema.writer().write(record, encoder);
            encoder.flush();
            return out.toByteArray();
        }
    }

    @Override
    public void close() {
        first.close();
    }
}
