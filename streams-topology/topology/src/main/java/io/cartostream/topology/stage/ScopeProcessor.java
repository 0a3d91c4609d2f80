package io.cartostream.topology.stage;

import io.cartostream.contract.Scope;
import io.cartostream.engine.change.Provenance;
import io.cartostream.engine.message.LookupMessage;
import io.cartostream.engine.message.MessageCodec;
import io.cartostream.engine.message.NodeMessage;
import io.cartostream.engine.scope.Rejection;
import io.cartostream.engine.scope.ScopeOutput;
import io.cartostream.engine.scope.ScopeStage;
import io.cartostream.engine.scope.ScopeStatus;
import io.cartostream.engine.scope.ScopeStores;
import io.cartostream.runtime.deadletter.DeadLetterLog;
import io.cartostream.runtime.deadletter.DeadLetterReason;
import io.cartostream.runtime.deadletter.DeadLetterRecords;
import io.cartostream.runtime.registry.UnreadableRecordException;
import io.cartostream.topology.avro.AvroEvents;
import io.cartostream.topology.avro.AvroRecords;
import io.cartostream.topology.metrics.ScopeGauge;
import io.cartostream.topology.metrics.ScopeMeters;
import io.cartostream.topology.metrics.TopologyMeter;
import io.cartostream.topology.modelchange.FactRederivation;
import io.cartostream.topology.modelchange.GrownNotice;
import io.cartostream.topology.raw.RawRecordReader;
import io.cartostream.topology.raw.RawRecordReader.ScopedEvent;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * The scope stage: tracks syncs, applies the time rules and the brake, and derives facts from payloads. Reads inventory-raw
 * as bytes, so that a record that cannot be processed is dead-lettered unchanged.
 */
public final class ScopeProcessor implements Processor<byte[], byte[], Object, Object>, ScopeOutput {

    private static final String STAGE = "topology/scope";

    private final StageSettings settings;
    private final RawRecordReader reader;
    private final DeadLetterLog log = new DeadLetterLog();

    @SuppressWarnings("NullAway.Init") // init
    private ProcessorContext<Object, Object> context;

    @SuppressWarnings("NullAway.Init") // init
    private StageRuntime<Object, Object> runtime;

    @SuppressWarnings("NullAway.Init") // init
    private SizeGuard sizeGuard;

    @SuppressWarnings("NullAway.Init") // init
    private ScopeStage stage;

    @SuppressWarnings("NullAway.Init") // init
    private FactRederivation rederivation;

    @SuppressWarnings("NullAway.Init") // init
    private Cancellable rederiving;

    @SuppressWarnings("NullAway.Init") // init
    private ScopeMeters.Partition scopes;

    /** Set while a record is processed. */
    private @Nullable Record<byte[], byte[]> current;

    /** The scope of that record, once it is known. */
    private @Nullable Scope scope;

    public ScopeProcessor(StageSettings settings, Supplier<RawRecordReader> reader) {
        this.settings = settings;
        this.reader = reader.get();
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        this.context = context;
        runtime = new StageRuntime<>(context, settings, budget -> stage.continueWork(budget));
        sizeGuard = runtime.sizeGuard(TopologyNames.WRITE_LARGE_FACTS, STAGE);
        ScopeStores stores = new ScopeStores(
                runtime.store(TopologyNames.SCOPE_STORE),
                runtime.store(TopologyNames.SIGHTING_STORE),
                runtime.store(TopologyNames.RESOURCE_STORE),
                runtime.store(TopologyNames.SCOPE_WORK_STORE));
        stage = new ScopeStage(settings.models(), settings.engine(), stores, this);
        scopes = settings.scopeMeters().partition(runtime.partition());
        stage.statuses(scopes);
        runtime.start();
        rederivation = new FactRederivation(
                settings.rederivation(),
                runtime.partition(),
                stores.work(),
                stores.scopes(),
                stage,
                generation -> announce(generation, runtime.partition()));
        rederiving = context.schedule(
                settings.sliceInterval(), PunctuationType.WALL_CLOCK_TIME, now -> continueRederivation());
    }

    private void announce(long generation, int partition) {
        runtime.out().forward(GrownNotice.key(generation, partition), GrownNotice.VALUE, TopologyNames.TELL_GROWN);
    }

    private void continueRederivation() {
        rederivation.slice();
        if (rederivation.done()) {
            rederiving.cancel();
        }
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        rederivation.enter();
        settings.meters().count(TopologyMeter.RECORDS);
        current = record;
        runtime.begin(record.timestamp());
        try {
            fold(record);
        } finally {
            current = null;
            scope = null;
        }
        runtime.finish();
    }

    private void fold(Record<byte[], byte[]> record) {
        try {
            ScopedEvent read = reader.read(record.key(), record.value(), origin().partition());
            scope = read.scope();
            stage.process(AvroEvents.toEngine(read.scope(), read.event()), record.timestamp());
        } catch (UnreadableRecordException e) {
            deadLetter(e.fault(), null);
        }
    }

    private RecordMetadata origin() {
        return context.recordMetadata().orElseThrow(() -> new IllegalStateException("no record is being processed"));
    }

    private void deadLetter(DeadLetterReason fault, @Nullable String subject) {
        Record<byte[], byte[]> record = current;
        if (record == null) {
            throw new IllegalStateException("a dead letter outside of a record: " + fault);
        }
        RecordMetadata origin = origin();
        settings.meters().count(TopologyMeter.DEAD_LETTERS);
        log.warn(fault, origin, context.taskId(), context.currentSystemTimeMs());
        Record<byte[], byte[]> letter =
                DeadLetterRecords.of(record, origin, fault, subject, STAGE, context.currentSystemTimeMs());
        runtime.out()
                .forward(
                        new Record<>(letter.key(), letter.value(), letter.timestamp(), letter.headers()),
                        TopologyNames.WRITE_DEAD_LETTERS);
    }

    @Override
    public void deadLetter(Rejection letter) {
        if (scope != null) {
            scopes.count(scope, ScopeGauge.DEAD_LETTERS);
        }
        deadLetter(new DeadLetterReason(letter.reason().name(), letter.message()), letter.subject());
    }

    @Override
    public void toNode(String nodeKey, NodeMessage message) {
        byte[] encoded = MessageCodec.encode(message);
        if (!sizeGuard.rejectIfTooLarge(nodeKey, encoded)) {
            settings.meters().count(TopologyMeter.FACTS);
            runtime.out().forward(nodeKey, encoded, TopologyNames.SEND_FACTS);
        }
    }

    @Override
    public void toLookup(String lookupKey, LookupMessage message) {
        byte[] encoded = MessageCodec.encode(message);
        if (!sizeGuard.rejectIfTooLarge(lookupKey, encoded)) {
            settings.meters().count(TopologyMeter.LOOKUPS);
            runtime.out().forward(lookupKey, encoded, TopologyNames.SEND_DEMANDS);
        }
    }

    @Override
    public void inventoryPut(Scope scope, String resourceId, String payload, Provenance provenance) {
        settings.meters().count(TopologyMeter.PAYLOADS_CHANGED);
        scopes.count(scope, ScopeGauge.CHANGED);
        runtime.out()
                .forward(
                        scope.resourceKey(resourceId),
                        AvroRecords.item(scope, resourceId, payload, provenance),
                        TopologyNames.WRITE_INVENTORY_LATEST);
    }

    @Override
    public void inventoryRemoved(Scope scope, String resourceId) {
        settings.meters().count(TopologyMeter.RESOURCES_RETRACTED);
        scopes.count(scope, ScopeGauge.RETRACTED);
        runtime.out().forward(scope.resourceKey(resourceId), null, TopologyNames.WRITE_INVENTORY_LATEST);
    }

    @Override
    public void status(ScopeStatus status) {
        Long heldSince = status.heldSince();
        if (status.state() == ScopeStatus.State.HELD && heldSince != null && heldSince == status.updatedAt()) {
            settings.meters().count(TopologyMeter.RETRACTIONS_HELD);
        }
        scopes.accept(status);
        runtime.out().forward(status.scope().key(), AvroRecords.status(status), TopologyNames.WRITE_SCOPE_STATUS);
    }

    @Override
    public void close() {
        runtime.close();
        rederiving.cancel();
        rederivation.close();
        scopes.close();
    }
}
