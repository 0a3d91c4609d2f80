package io.cartostream.topology.stage;

import io.cartostream.engine.lookup.LookupOutput;
import io.cartostream.engine.lookup.LookupStage;
import io.cartostream.engine.lookup.LookupStores;
import io.cartostream.engine.message.MessageCodec;
import io.cartostream.engine.message.NodeMessage;
import io.cartostream.topology.metrics.TopologyMeter;
import io.cartostream.topology.modelchange.BacklogRecords;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** The lookup stage: finds the nodes that carry a value for the relationships that look for it. */
public final class LookupProcessor implements Processor<String, byte[], String, Object>, LookupOutput {

    private final StageSettings settings;

    @SuppressWarnings("NullAway.Init") // init
    private StageRuntime<String, Object> runtime;

    @SuppressWarnings("NullAway.Init") // init
    private LookupStage stage;

    public LookupProcessor(StageSettings settings) {
        this.settings = settings;
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        runtime = new StageRuntime<>(context, settings, budget -> stage.continueWork(budget));
        LookupStores stores = new LookupStores(
                runtime.store(TopologyNames.CARRIER_STORE),
                runtime.store(TopologyNames.DEMAND_STORE),
                runtime.store(TopologyNames.LOOKUP_WORK_STORE));
        stage = new LookupStage(settings.engine(), stores, this);
        runtime.announceBacklog(BacklogRecords.LOOKUP, stage::hasWork, (key, value) -> runtime.out()
                .forward(key, value, TopologyNames.TELL_LOOKUP_BACKLOG));
        runtime.start();
    }

    @Override
    public void process(Record<String, byte[]> record) {
        runtime.begin(record.timestamp());
        stage.process(record.key(), MessageCodec.decodeLookup(record.value()));
        runtime.finish();
    }

    @Override
    public void toNode(String nodeKey, NodeMessage message) {
        settings.meters().count(TopologyMeter.ANSWERS);
        runtime.out().forward(nodeKey, MessageCodec.encode(message), TopologyNames.SEND_ANSWERS);
    }

    @Override
    public void close() {
        runtime.close();
    }
}
