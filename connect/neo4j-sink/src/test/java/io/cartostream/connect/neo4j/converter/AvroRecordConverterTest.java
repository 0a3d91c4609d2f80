package io.cartostream.connect.neo4j.converter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cartostream.connect.neo4j.testing.ChangeRecords;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;

final class AvroRecordConverterTest extends PatientConverterContract {
    AvroRecordConverterTest() {
        super(AvroRecordConverter::new);
    }

    @Override
    Object textOf(Object value) {
        return ((IndexedRecord) value).get(0);
    }

    @Test
    void shouldRejectAValueThatIsNotARecord() throws IOException, RestClientException {
        MockSchemaRegistryClient registry = new MockSchemaRegistryClient(List.of(new AvroSchemaProvider()));
        int text = registry.register("t-value", new AvroSchema(Schema.create(Schema.Type.STRING)));
        AvroRecordConverter converter = new AvroRecordConverter(new KafkaAvroDeserializer(registry));

        assertThatThrownBy(() -> converter.toConnectData("t", wire(text, new byte[] {2, 'a'})))
                .isInstanceOf(DataException.class)
                .hasMessage("schema " + text + " is not a record but \"string\"");
    }

    /** A client gives the same schema object to everybody. */
    @Test
    void shouldLeaveTheRegistrysSchemaAsItIs() throws IOException, RestClientException {
        MockSchemaRegistryClient registry = new MockSchemaRegistryClient(List.of(new AvroSchemaProvider()));
        AvroSchema schema = new AvroSchema(ChangeRecords.SCHEMA);
        String before = schema.canonicalString();
        int id = registry.register("t-value", schema);

        assertThatThrownBy(() -> new AvroRecordConverter(new KafkaAvroDeserializer(registry))
                        .toConnectData("t", ByteBuffer.allocate(5).putInt(1, id).array()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("cannot be read with its schema " + id);
        assertThat(new AvroSchema(schema.rawSchema()).canonicalString()).isEqualTo(before);
    }
}
