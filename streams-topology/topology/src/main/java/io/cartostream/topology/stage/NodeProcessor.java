package io.cartostream.topology.stage;

import io.cartostream.contract.EntityKey;
import io.cartostream.engine.change.GraphChange;
import io.cartostream.engine.message.AssertionBody;
import io.cartostream.engine.message.LookupMessage;
import io.cartostream.engine.message.MessageCodec;
import io.cartostream.engine.message.NodeMessage;
import io.cartostream.engine.node.NodeOutput;
import io.cartostream.engine.node.NodeStage;
import io.cartostream.engine.node.NodeStores;
import io.cartostream.topology.avro.AvroChanges;
import io.cartostream.topology.metrics.TopologyMeter;
import io.cartostream.topology.modelchange.BacklogRecords;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** The node stage: merges contributors and detects changes. Reads facts-by-node and relationships-by-target. */
public final class NodeProcessor implements Processor<String, byte[], String, Object>, NodeOutput {

    /** How often deleted entities are searched for those that are due to be forgotten. */
    static final Duration FORGET_INTERVAL = Duration.ofMinutes(1);

    private final StageSettings settings;

    @SuppressWarnings("NullAway.Init") // init
    private StageRuntime<String, Object> runtime;

    @SuppressWarnings("NullAway.Init") // init
    private SizeGuard sizeGuard;

    @SuppressWarnings("NullAway.Init") // init
    private NodeStage stage;

    @SuppressWarnings("NullAway.Init") // init
    private Cancellable forgettingSchedule;

    /** True while deleted entities may be due to be forgotten. */
    private boolean forgetting;

    public NodeProcessor(StageSettings settings) {
        this.settings = settings;
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        runtime = new StageRuntime<>(context, settings, this::continueWork);
        sizeGuard = runtime.sizeGuard(TopologyNames.WRITE_LARGE_ENTITIES, "topology/node");
        NodeStores stores = new NodeStores(
                runtime.store(TopologyNames.CONTRIBUTION_STORE),
                runtime.store(TopologyNames.ENTITY_STORE),
                runtime.store(TopologyNames.NODE_WORK_STORE));
        stage = new NodeStage(settings.models(), settings.engine(), stores, this, clockOf(context));
        runtime.announceBacklog(BacklogRecords.NODE, stage::hasWork, (key, value) -> runtime.out()
                .forward(key, value, TopologyNames.TELL_NODE_BACKLOG));
        runtime.start();
        forgettingSchedule =
                context.schedule(FORGET_INTERVAL, PunctuationType.WALL_CLOCK_TIME, now -> forgetting = true);
    }

    private boolean continueWork(int budget) {
        boolean more = stage.continueWork(budget);
        if (forgetting) {
            forgetting = stage.forgetDeleted(budget);
        }
        return more || forgetting;
    }

    private static Clock clockOf(ProcessorContext<?, ?> context) {
        InstantSource time = () -> Instant.ofEpochMilli(context.currentSystemTimeMs());
        return time.withZone(ZoneOffset.UTC);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        runtime.begin(record.timestamp());
        stage.process(record.key(), MessageCodec.decodeNode(record.value()));
        runtime.finish();
    }

    @Override
    public boolean accepts(AssertionBody encoded, Supplier<? extends GraphChange> state) {
        return !sizeGuard.rejectIfTooLarge(encoded, state);
    }

    @Override
    public void change(GraphChange change) {
        settings.meters().count(meterOf(change));
        runtime.out().forward(change.key().text(), AvroChanges.toAvro(change), TopologyNames.WRITE_GRAPH_CHANGES);
    }

    private static TopologyMeter meterOf(GraphChange change) {
        if (change instanceof GraphChange.NodeUpsert) {
            return TopologyMeter.NODE_UPSERTS;
        }
        if (change instanceof GraphChange.RelationshipUpsert) {
            return TopologyMeter.RELATIONSHIP_UPSERTS;
        }
        return change.key() instanceof EntityKey.Node ? TopologyMeter.NODE_DELETES : TopologyMeter.RELATIONSHIP_DELETES;
    }

    @Override
    public void forget(EntityKey key) {
        settings.meters().count(TopologyMeter.FORGOTTEN);
        runtime.out().forward(key.text(), null, TopologyNames.WRITE_GRAPH_CHANGES);
    }

    @Override
    public void toTarget(String nodeKey, NodeMessage message) {
        byte[] encoded = MessageCodec.encode(message);
        if (!sizeGuard.rejectIfTooLarge(nodeKey, encoded)) {
            settings.meters().count(TopologyMeter.RELATIONSHIPS);
            runtime.out().forward(nodeKey, encoded, TopologyNames.SEND_RELATIONSHIPS);
        }
    }

    @Override
    public void toLookup(String lookupKey, LookupMessage message) {
        byte[] encoded = MessageCodec.encode(message);
        if (!sizeGuard.rejectIfTooLarge(lookupKey, encoded)) {
            settings.meters().count(TopologyMeter.LOOKUPS);
            runtime.out().forward(lookupKey, encoded, TopologyNames.SEND_CARRIERS);
        }
    }

    @Override
    public void close() {
        runtime.close();
        forgettingSchedule.cancel();
    }
}
