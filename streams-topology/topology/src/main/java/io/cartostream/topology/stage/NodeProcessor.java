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
import io.cartostream.topology.modelchange.BacklogNotice;
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

/** The stage by node: contributors, effective state, change detection. Reads facts-by-node and relationships-by-target. */
public final class NodeProcessor implements Processor<String, byte[], String, Object>, NodeOutput {

    /** How often deleted entities are looked through. */
    static final Duration FORGET_INTERVAL = Duration.ofMinutes(1);

    private final StageSettings settings;

    @SuppressWarnings("NullAway.Init") // init
    private RecordForwarder<String, Object> out;

    @SuppressWarnings("NullAway.Init") // init
    private SizeGuard oversize;

    @SuppressWarnings("NullAway.Init") // init
    private NodeStage stage;

    @SuppressWarnings("NullAway.Init") // init
    private SlicedWork work;

    @SuppressWarnings("NullAway.Init") // init
    private BacklogNotice backlog;

    @SuppressWarnings("NullAway.Init") // init
    private Cancellable forgettingSchedule;

    /** Whether deleted entities may be due to be forgotten. */
    private boolean forgetting;

    /** One for each partition. */
    public NodeProcessor(StageSettings settings) {
        this.settings = settings;
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        out = new RecordForwarder<>(context);
        oversize = new SizeGuard(context, out, TopologyNames.WRITE_LARGE_ENTITIES, "topology/node", settings.meters());
        NodeStores stores = new NodeStores(
                out.store(TopologyNames.CONTRIBUTION_STORE),
                out.store(TopologyNames.ENTITY_STORE),
                out.store(TopologyNames.NODE_WORK_STORE));
        stage = new NodeStage(settings.models(), settings.engine(), stores, this, clockOf(context));
        String key = BacklogRecords.key(BacklogRecords.NODE, context.taskId().partition());
        backlog = new BacklogNotice(
                settings.inForce().generation(),
                stage::hasWork,
                value -> out.forward(key, value, TopologyNames.TELL_NODE_BACKLOG));
        work = new SlicedWork(this::continueWork, settings.engine().inlineBudget(), settings.meters());
        work.schedule(context, settings.sliceInterval());
        forgettingSchedule =
                context.schedule(FORGET_INTERVAL, PunctuationType.WALL_CLOCK_TIME, now -> forgetting = true);
    }

    private boolean continueWork(int budget) {
        boolean more = stage.continueWork(budget);
        backlog.tell();
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
        out.begin(record.timestamp());
        stage.process(record.key(), MessageCodec.decodeNode(record.value()));
        work.afterRecord();
        backlog.tell();
        out.end(settings.pace());
    }

    @Override
    public boolean accepts(AssertionBody encoded, Supplier<? extends GraphChange> state) {
        return !oversize.takes(encoded, state);
    }

    @Override
    public void change(GraphChange change) {
        settings.meters().count(meterOf(change));
        out.forward(change.key().text(), AvroChanges.toAvro(change), TopologyNames.WRITE_GRAPH_CHANGES);
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
        out.forward(key.text(), null, TopologyNames.WRITE_GRAPH_CHANGES);
    }

    @Override
    public void toTarget(String nodeKey, NodeMessage message) {
        byte[] encoded = MessageCodec.encode(message);
        if (!oversize.takes(nodeKey, encoded)) {
            settings.meters().count(TopologyMeter.RELATIONSHIPS);
            out.forward(nodeKey, encoded, TopologyNames.SEND_RELATIONSHIPS);
        }
    }

    @Override
    public void toLookup(String lookupKey, LookupMessage message) {
        byte[] encoded = MessageCodec.encode(message);
        if (!oversize.takes(lookupKey, encoded)) {
            settings.meters().count(TopologyMeter.LOOKUPS);
            out.forward(lookupKey, encoded, TopologyNames.SEND_CARRIERS);
        }
    }

    @Override
    public void close() {
        work.close();
        forgettingSchedule.cancel();
    }
}
