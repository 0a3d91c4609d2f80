package io.cartostream.cli.scopes;

import io.cartostream.avro.ScopeStatus;
import io.cartostream.cli.connection.KafkaClient;
import io.cartostream.cli.connection.RegistryClient;
import io.cartostream.cli.connection.TopicReader;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.contract.TopicName;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.errors.SerializationException;

/** The newest status of each scope, as the topology told it. */
final class ScopeStatuses {

    private ScopeStatuses() {}

    /** By scope key, in its order. */
    static Map<String, ScopeStatus> read(KafkaClient kafka, RegistryClient registry) {
        String topic = kafka.existing(TopicName.SCOPE_STATUS);
        KafkaAvroDeserializer deserializer = registry.deserializer(true);
        Map<String, ScopeStatus> statuses = new TreeMap<>();
        new TopicReader(kafka).toEnd(topic, (java.time.Instant) null, record -> {
            if (record.value() == null) {
                statuses.remove(record.key());
            } else {
                try {
                    statuses.put(record.key(), (ScopeStatus) deserializer.deserialize(topic, record.value()));
                } catch (SerializationException e) {
                    throw CommandFailure.failed(
                            topic + ", partition " + record.partition() + ", offset " + record.offset()
                                    + ": cannot be decoded: " + e.getMessage(),
                            e);
                }
            }
            return true;
        });
        return statuses;
    }
}
