package io.cartostream.connect.neo4j.converter;

import org.apache.kafka.connect.data.Struct;

final class PatientAvroConverterTest extends PatientConverterContract {
    PatientAvroConverterTest() {
        super(PatientAvroConverter::new);
    }

    @Override
    Object textOf(Object value) {
        return ((Struct) value).getString("text");
    }
}
