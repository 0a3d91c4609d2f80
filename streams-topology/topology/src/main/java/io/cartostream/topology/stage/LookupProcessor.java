package io.cartostream.topology.stage;

import io.cartostream.engine.lookup.LookupOutput;
import io.cartostream.engine.lookup.LookupStage;
import io.cartostream.engine.lookup.LookupStores;
import io.cartostream.engine.message.MessageCodec;
import io.cartostream.engine.message.NodeMessage;
import io.cartostream.topology.metrics.TopologyMeter;
import io.cartostream.topology.modelchange.BacklogNotice;
import io.cartostream.topology.modelchange.BacklogRecords;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** The stage by lookup value: which nodes carry it, which relationships ask for it. */
public final class LookupProcessor implements Processor<String, byte[], String, Object>, LookupOutput {

    private final StageSettings settings;

    @SuppressWarnings("NullAway.Init") // init
    private RecordForwarder<String, Object> out;

    @SuppressWarnings("NullAway.Init") // init
    private LookupStage stage;

    @SuppressWarnings("NullAway.Init") // init
    private SlicedWork work;

    @SuppressWarnings("NullAway.Init") // init
    private BacklogNotice backlog;

    /** One for each partition. */
    public LookupProcessor(StageSettings settings) {
        this.settings = settings;
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        out = new RecordForwarder<>(context);
        LookupStores stores = new LookupStores(
                out.store(TopologyNames.CARRIER_STORE),
                out.store(TopologyNames.DEMAND_STORE),
                out.store(TopologyNames.LOOKUP_WORK_STORE));
        stage = new LookupStage(settings.engine(), stores, this);
        String key = BacklogRecords.key(BacklogRecords.LOOKUP, context.taskId().partition());
        backlog = new BacklogNotice(
                settings.inForce().generation(),
                stage::hasWork,
                value -> out.forward(key, value, TopologyNames.TELL_LOOKUP_BACKLOG));
        work = new SlicedWork(this::continueWork, settings.engine().inlineBudget(), settings.meters());
        work.schedule(context, settings.sliceInterval());
    }

    private boolean continueWork(int budget) {
        boolean more = stage.continueWork(budget);
        backlog.tell();
        return more;
    }

    @Override
    public void process(Record<String, byte[]> record) {
        out.begin(record.timestamp());
        stage.process(record.key(), MessageCodec.decodeLookup(record.value()));
        work.afterRecord();
        backlog.tell();
        out.end(settings.pace());
    }

    @Override
    public void toNode(String nodeKey, NodeMessage message) {
        settings.meters().count(TopologyMeter.ANSWERS);
        out.forward(nodeKey, MessageCodec.encode(message), TopologyNames.SEND_ANSWERS);
    }

    @Override
    public void close() {
        work.close();
    }
}
