package io.cartostream.topology.stage;

import io.cartostream.engine.store.SortedStore;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Forwards a processor's output. A record has the timestamp of the record that caused it; between records, of the clock. */
final class RecordForwarder<K, V> {

    private static final long BETWEEN_RECORDS = -1;

    private final ProcessorContext<K, V> context;
    private long timestamp = BETWEEN_RECORDS;

    RecordForwarder(ProcessorContext<K, V> context) {
        this.context = context;
    }

    SortedStore store(TopologyNames name) {
        KeyValueStore<Bytes, byte[]> store = context.getStateStore(name.text());
        return new PartitionStore(store);
    }

    void begin(long recordTimestamp) {
        timestamp = recordTimestamp;
    }

    void end(CommitPace pace) {
        pace.afterRecord(context, timestamp);
        timestamp = BETWEEN_RECORDS;
    }

    void forward(K key, @Nullable V value, TopologyNames sink) {
        forward(new Record<>(key, value, timestamp < 0 ? context.currentSystemTimeMs() : timestamp), sink);
    }

    /** Forwards to a sink whose types differ from the processor's. */
    @SuppressWarnings("unchecked")
    void forwardAny(Record<?, ?> record, TopologyNames sink) {
        context.forward((Record<K, V>) record, sink.text());
    }

    void forward(Record<K, V> record, TopologyNames sink) {
        context.forward(record, sink.text());
    }
}
