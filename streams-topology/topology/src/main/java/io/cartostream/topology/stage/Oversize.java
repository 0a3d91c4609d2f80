package io.cartostream.topology.stage;

import io.cartostream.avro.GraphChange;
import io.cartostream.engine.change.GraphChange.NodeUpsert;
import io.cartostream.engine.change.GraphChange.RelationshipUpsert;
import io.cartostream.models.fact.PropertyValue;
import io.cartostream.topology.raw.DeadLetter;
import io.cartostream.topology.raw.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a stage would write and no topic would take: found before the producer sees it, which under exactly-once could not go
 * on afterwards. It becomes a dead letter that names the entity, in graph-changes-dlq; the entity keeps its earlier state
 * until it changes again.
 */
final class Oversize {

    private static final Logger LOG = LoggerFactory.getLogger(Oversize.class);

    /** Far below the limit: not worth a closer look. */
    private static final int SMALL = 4 * 1024 * 1024;
    /** So many characters, numbers counted as some, cannot exceed the limit whatever the encoding. */
    private static final long SMALL_TEXT = 2_000_000;
    /** A number, a time, what surrounds a value. */
    private static final int WEIGHT = 8;

    private final ProcessorContext<?, ?> context;
    private final Forwarder<?, ?> out;
    private final Names sink;
    private final String stage;
    private final Meters meters;

    Oversize(ProcessorContext<?, ?> context, Forwarder<?, ?> out, Names sink, String stage, Meters meters) {
        this.context = context;
        this.out = out;
        this.sink = sink;
        this.stage = stage;
        this.meters = meters;
    }

    /** Whether a message is too large; it is dead-lettered then. */
    boolean takes(String key, byte[] message) {
        if (message.length < SMALL || DeadLetter.fits(key.getBytes(StandardCharsets.UTF_8), message)) {
            return false;
        }
        refuse(key, message, "a message about the entity");
        return true;
    }

    /** Whether a change is too large; it is dead-lettered then. */
    boolean takes(io.cartostream.engine.change.GraphChange change, GraphChange record) {
        if (sizeOf(change) < SMALL_TEXT) {
            return false;
        }
        String key = change.key().text();
        byte[] encoded = encode(record);
        if (DeadLetter.fits(key.getBytes(StandardCharsets.UTF_8), encoded)) {
            return false;
        }
        refuse(key, encoded, "the state of the entity");
        return true;
    }

    private void refuse(String key, byte[] value, String what) {
        Fault fault = new Fault(
                "ENTITY_TOO_LARGE",
                what + " has " + value.length + " bytes, more than any topic takes; the graph keeps its earlier state:"
                        + " find which of its contributors says so much");
        LOG.warn("Dead letter {}: {} ({}, task {})", fault.code(), fault.message(), key, context.taskId());
        meters.count(Meter.DEAD_LETTERS);
        Record<byte[], byte[]> letter = DeadLetter.ofOutput(
                key, value, context.recordMetadata().orElse(null), fault, stage, context.currentSystemTimeMs());
        out.forwardAny(letter, sink);
    }

    /** Characters of the modelled properties, each of which takes three bytes at most; other values as so many. */
    private static long sizeOf(io.cartostream.engine.change.GraphChange change) {
        if (change instanceof NodeUpsert node) {
            return sizeOf(node.properties());
        }
        return change instanceof RelationshipUpsert relationship ? sizeOf(relationship.properties()) : 0;
    }

    private static long sizeOf(Map<String, PropertyValue> properties) {
        long size = 0;
        for (Map.Entry<String, PropertyValue> property : properties.entrySet()) {
            size += WEIGHT + property.getKey().length() + sizeOf(property.getValue());
        }
        return size;
    }

    private static long sizeOf(PropertyValue value) {
        if (value instanceof PropertyValue.Text text) {
            return 2 + text.value().length();
        }
        if (value instanceof PropertyValue.Listing listing) {
            long size = 0;
            for (PropertyValue each : listing.values()) {
                size += sizeOf(each);
            }
            return size;
        }
        return WEIGHT;
    }

    private static byte[] encode(GraphChange record) {
        try {
            ByteBuffer buffer = record.toByteBuffer();
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
