package io.cartostream.topology.stage;

import io.cartostream.engine.change.GraphChange;
import io.cartostream.engine.message.AssertionBody;
import io.cartostream.runtime.deadletter.DeadLetterReason;
import io.cartostream.runtime.deadletter.DeadLetterRecords;
import io.cartostream.topology.metrics.TopologyMeter;
import io.cartostream.topology.metrics.TopologyMeters;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rejects output that is too large for any topic before the producer sees it: under exactly-once, a producer cannot continue
 * after such a record. The output becomes a dead letter in graph-changes-dlq that names the entity. The entity keeps its
 * earlier state until it changes again.
 */
final class SizeGuard {

    private static final Logger LOG = LoggerFactory.getLogger(SizeGuard.class);

    /** Messages below this size are far from the limit and need no exact check. */
    private static final int SMALL = 4 * 1024 * 1024;

    private final ProcessorContext<?, ?> context;
    private final RecordForwarder<?, ?> out;
    private final TopologyNames sink;
    private final String stage;
    private final TopologyMeters meters;

    SizeGuard(
            ProcessorContext<?, ?> context,
            RecordForwarder<?, ?> out,
            TopologyNames sink,
            String stage,
            TopologyMeters meters) {
        this.context = context;
        this.out = out;
        this.sink = sink;
        this.stage = stage;
        this.meters = meters;
    }

    /** Returns true, and writes a dead letter, if a message is too large. */
    boolean rejectIfTooLarge(String key, byte[] message) {
        if (message.length < SMALL || DeadLetterRecords.fits(key.getBytes(StandardCharsets.UTF_8), message)) {
            return false;
        }
        reject(key, message, "a message about the entity");
        return true;
    }

    /** Returns true, and writes a dead letter, if the state of an entity is too large. */
    boolean rejectIfTooLarge(AssertionBody encoded, Supplier<? extends GraphChange> state) {
        if (ChangeSize.fits(encoded, state)) {
            return false;
        }
        GraphChange change = state.get();
        reject(change.key().text(), ChangeSize.encode(change), "the state of the entity");
        return true;
    }

    private void reject(String key, byte[] value, String what) {
        DeadLetterReason fault = new DeadLetterReason(
                "ENTITY_TOO_LARGE",
                what + " has " + value.length
                        + " bytes, more than any topic accepts; the graph keeps its earlier state:"
                        + " find the contributor that sends that much");
        LOG.warn("Dead letter {}: {} ({}, task {})", fault.code(), fault.message(), key, context.taskId());
        meters.count(TopologyMeter.DEAD_LETTERS);
        Record<byte[], byte[]> letter = DeadLetterRecords.ofOutput(
                key, value, context.recordMetadata().orElse(null), fault, stage, context.currentSystemTimeMs());
        out.forwardAny(letter, sink);
    }
}
