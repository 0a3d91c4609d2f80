package io.cartostream.topology.stage;

import io.cartostream.engine.change.GraphChange;
import io.cartostream.engine.message.AssertionBody;
import io.cartostream.topology.deadletter.DeadLetterReason;
import io.cartostream.topology.deadletter.DeadLetterRecords;
import io.cartostream.topology.metrics.TopologyMeter;
import io.cartostream.topology.metrics.TopologyMeters;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a stage would write and no topic would take: found before the producer sees it, which under exactly-once could not go
 * on afterwards. It becomes a dead letter that names the entity, in graph-changes-dlq; the entity keeps its earlier state
 * until it changes again.
 */
final class SizeGuard {

    private static final Logger LOG = LoggerFactory.getLogger(SizeGuard.class);

    /** Far below the limit: not worth a closer look. */
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

    /** Whether a message is too large; it is dead-lettered then. */
    boolean takes(String key, byte[] message) {
        if (message.length < SMALL || DeadLetterRecords.fits(key.getBytes(StandardCharsets.UTF_8), message)) {
            return false;
        }
        refuse(key, message, "a message about the entity");
        return true;
    }

    /** Whether the state of an entity is too large; it is dead-lettered then. */
    boolean takes(AssertionBody encoded, Supplier<? extends GraphChange> state) {
        if (ChangeSize.fits(encoded, state)) {
            return false;
        }
        GraphChange change = state.get();
        refuse(change.key().text(), ChangeSize.encode(change), "the state of the entity");
        return true;
    }

    private void refuse(String key, byte[] value, String what) {
        DeadLetterReason fault = new DeadLetterReason(
                "ENTITY_TOO_LARGE",
                what + " has " + value.length + " bytes, more than any topic takes; the graph keeps its earlier state:"
                        + " find which of its contributors says so much");
        LOG.warn("Dead letter {}: {} ({}, task {})", fault.code(), fault.message(), key, context.taskId());
        meters.count(TopologyMeter.DEAD_LETTERS);
        Record<byte[], byte[]> letter = DeadLetterRecords.ofOutput(
                key, value, context.recordMetadata().orElse(null), fault, stage, context.currentSystemTimeMs());
        out.forwardAny(letter, sink);
    }
}
