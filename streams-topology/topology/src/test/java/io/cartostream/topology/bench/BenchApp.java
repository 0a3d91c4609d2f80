package io.cartostream.topology.bench;

import com.sun.management.OperatingSystemMXBean;
import io.cartostream.contract.TopicName;
import io.cartostream.models.ModelException;
import io.cartostream.models.ModelSet;
import io.cartostream.runtime.registry.RegistryAccess;
import io.cartostream.runtime.run.StreamsSettings;
import io.cartostream.topology.TopologyAssembly;
import io.cartostream.topology.config.TopologyConfig;
import io.cartostream.topology.metrics.TopologyMeters;
import io.cartostream.topology.modelchange.ModelsInForce;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.ToLongFunction;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/**
 * The process under measurement: {@code BenchApp graph|count GUARANTEE PARTITIONS KEY=VALUE…}. On each line of its input it
 * answers with one line of its counters; at the end of the input it stops.
 */
final class BenchApp {

    private static final double NANOS_PER_SECOND = 1e9;

    private BenchApp() {}

    public static void main(String[] args) throws IOException, ModelException {
        boolean graph = args[0].equals("graph");
        Map<String, String> settings = new HashMap<>();
        for (int i = 3; i < args.length; i++) {
            int equals = args[i].indexOf('=');
            settings.put(args[i].substring(0, equals), args[i].substring(equals + 1));
        }
        TopologyConfig config = TopologyConfig.of(settings);
        RegistryAccess registry = new RegistryAccess(config.runtime());
        CountingTopology counting = new CountingTopology(config, registry);
        Topology topology = graph ? assetGraph(config, registry, Integer.parseInt(args[2])) : counting.build();
        Properties properties = StreamsSettings.of(config.runtime(), TopologyAssembly.streamsDefaults(config));
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, args[1]);
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "bench-" + args[0]);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (KafkaStreams streams = new KafkaStreams(topology, properties);
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            streams.start();
            while (in.readLine() != null) {
                long records = graph ? meter("Records") : counting.records();
                long changes = graph ? changes() : 0;
                out.printf("%s %d %d %.3f %.3f%n", streams.state(), records, changes, cpuSeconds(), threadSeconds());
            }
        }
    }

    private static Topology assetGraph(TopologyConfig config, RegistryAccess registry, int partitions)
            throws ModelException {
        ModelSet models = ModelSet.load(null, true);
        ModelsInForce inForce = new ModelsInForce(1, models.epoch(), Instant.EPOCH);
        return TopologyAssembly.topology(
                config,
                models,
                inForce,
                registry,
                partitions,
                () -> {
                    throw new IllegalStateException("the models do not change");
                },
                generation -> false);
    }

    private static long changes() {
        ToLongFunction<String> meter = BenchApp::meter;
        return meter.applyAsLong("NodeUpserts")
                + meter.applyAsLong("NodeDeletes")
                + meter.applyAsLong("RelationshipUpserts")
                + meter.applyAsLong("RelationshipDeletes");
    }

    private static long meter(String attribute) {
        try {
            return (Long) ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(new ObjectName(TopologyMeters.OBJECT_NAME), attribute);
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double cpuSeconds() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime() / NANOS_PER_SECOND;
    }

    /** Of the threads that are Java's: without compilation, garbage collection and RocksDB's own. */
    private static double threadSeconds() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long nanos = 0;
        for (long id : threads.getAllThreadIds()) {
            nanos += Math.max(0, threads.getThreadCpuTime(id));
        }
        return nanos / NANOS_PER_SECOND;
    }

    /** The topic that both kinds read. */
    static String input(TopologyConfig config) {
        return config.runtime().namespace().topic(TopicName.INVENTORY_RAW);
    }
}
