package io.cartostream.cli.scopes;

import io.cartostream.avro.ScopeStatus;
import io.cartostream.cli.connection.AvroDecoder;
import io.cartostream.cli.connection.KafkaClient;
import io.cartostream.cli.connection.RegistryClient;
import io.cartostream.cli.connection.TopicReader;
import io.cartostream.cli.output.HumanText;
import io.cartostream.contract.TopicName;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** The newest status of each scope. A foreign record is left out and counted, so that it hides no scope. */
public final class ScopeStatuses {

    private final AvroDecoder decoder;
    private final Map<String, ScopeStatus> statuses = new TreeMap<>();
    private long foreign;
    private @Nullable String lastProblem;

    ScopeStatuses(AvroDecoder decoder) {
        this.decoder = decoder;
    }

    /** Reads scope-status to its end, and reports foreign records. */
    public static Map<String, ScopeStatus> read(KafkaClient kafka, RegistryClient registry, PrintWriter err) {
        ScopeStatuses statuses = new ScopeStatuses(registry.decoder());
        new TopicReader(kafka).toEnd(kafka.existing(TopicName.SCOPE_STATUS), (Instant) null, record -> {
            statuses.add(record);
            return true;
        });
        statuses.reportForeign(err);
        return statuses.byScope();
    }

    void add(ConsumerRecord<String, byte[]> record) {
        String key = record.key();
        byte[] value = record.value();
        if (key == null) {
            leaveOut(record, "it has no key");
        } else if (value == null) {
            statuses.remove(key);
        } else {
            try {
                statuses.put(key, decoder.decode(record.topic(), value, ScopeStatus.class));
            } catch (SerializationException e) {
                leaveOut(record, String.valueOf(e.getMessage()));
            }
        }
    }

    private void leaveOut(ConsumerRecord<String, byte[]> record, String reason) {
        foreign++;
        lastProblem = "partition " + record.partition() + ", offset " + record.offset() + ": " + reason;
    }

    void reportForeign(PrintWriter err) {
        if (foreign > 0) {
            err.println("scope-status: left out " + HumanText.count(foreign, "record")
                    + " that cannot be decoded (last: " + lastProblem + ")");
            err.flush();
        }
    }

    /** By scope key, in its order. */
    Map<String, ScopeStatus> byScope() {
        return Collections.unmodifiableMap(statuses);
    }
}
