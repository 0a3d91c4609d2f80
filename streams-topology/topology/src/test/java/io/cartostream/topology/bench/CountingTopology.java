package io.cartostream.topology.bench;

import io.cartostream.runtime.registry.RegistryAccess;
import io.cartostream.runtime.registry.RetryPause;
import io.cartostream.runtime.registry.SchemaLookup;
import io.cartostream.runtime.registry.UnreadableRecordException;
import io.cartostream.topology.config.TopologyConfig;
import io.cartostream.topology.raw.EventReader;
import io.cartostream.topology.raw.RawRecordReader;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** The yardstick: reads, deserialises, and counts by scope in a logged store. Nothing that this application does is less. */
final class CountingTopology {

    private static final String STORE = "counts";

    private final TopologyConfig config;
    private final SchemaLookup schemas;
    private final AtomicLong records = new AtomicLong();

    CountingTopology(TopologyConfig config, RegistryAccess registry) {
        this.config = config;
        this.schemas =
                new SchemaLookup(registry, config.runtime().registryRetry(), RetryPause.REAL, InstantSource.system());
    }

    long records() {
        return records.get();
    }

    Topology build() {
        Topology topology = new Topology();
        topology.addSource("read", new ByteArrayDeserializer(), new ByteArrayDeserializer(), BenchApp.input(config));
        topology.addProcessor("count", Counter::new, "read");
        topology.addStateStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(STORE), Serdes.String(), Serdes.Long())
                        .withCachingEnabled(),
                "count");
        return topology;
    }

    private final class Counter implements Processor<byte[], byte[], Void, Void> {

        private final RawRecordReader reader = new RawRecordReader(new EventReader(schemas), 0);

        @SuppressWarnings("NullAway.Init") // init
        private KeyValueStore<String, Long> counts;

        @Override
        public void init(ProcessorContext<Void, Void> context) {
            counts = context.getStateStore(STORE);
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            try {
                String scope =
                        reader.read(record.key(), record.value(), 0).scope().key();
                Long before = counts.get(scope);
                counts.put(scope, before == null ? 1 : before + 1);
                records.incrementAndGet();
            } catch (UnreadableRecordException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
