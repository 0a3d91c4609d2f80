package io.cartostream.local.operation;

import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.TimeExpressions;
import io.cartostream.local.stack.MachineCheck;
import io.cartostream.local.stack.StackPorts;
import io.cartostream.local.stack.StackSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a start: what is loaded, the models, the ports and the limits. */
public final class StartOptions {

    @Option(names = "--clean", description = "Delete the state of earlier starts first.")
    boolean clean;

    @Option(names = "--no-sample", description = "Do not load the sample inventory.")
    boolean noSample;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "Which sample inventory. Default: ${DEFAULT-VALUE}.")
    long seed;

    @Option(
            names = "--models",
            paramLabel = "DIR",
            description =
                    "A folder with your own models (YAML), in addition to the built-in ones. Later starts use it, too.")
    @Nullable
    Path models;

    @Option(names = "--port-base", paramLabel = "N", description = "Use the eight ports from this one on.")
    @Nullable
    Integer portBase;

    @Option(names = "--kafka-port", paramLabel = "N", description = "Kafka. Default: 9092.")
    @Nullable
    Integer kafkaPort;

    @Option(names = "--kafka-controller-port", paramLabel = "N", description = "Kafka's controller. Default: 9093.")
    @Nullable
    Integer controllerPort;

    @Option(names = "--registry-port", paramLabel = "N", description = "Schema registry. Default: 8081.")
    @Nullable
    Integer registryPort;

    @Option(names = "--connect-port", paramLabel = "N", description = "Connect's REST interface. Default: 8083.")
    @Nullable
    Integer connectPort;

    @Option(names = "--bolt-port", paramLabel = "N", description = "Neo4j's Bolt. Default: 7687.")
    @Nullable
    Integer boltPort;

    @Option(names = "--http-port", paramLabel = "N", description = "Neo4j's HTTP and Browser. Default: 7474.")
    @Nullable
    Integer httpPort;

    @Option(names = "--topology-metrics-port", paramLabel = "N", description = "The topology's metrics. Default: 9404.")
    @Nullable
    Integer topologyMetricsPort;

    @Option(names = "--connect-metrics-port", paramLabel = "N", description = "Connect's metrics. Default: 9405.")
    @Nullable
    Integer connectMetricsPort;

    @Option(
            names = "--min-memory",
            paramLabel = "MB",
            defaultValue = "" + MachineCheck.DEFAULT_MEMORY_MB,
            description = "Refuse to start with less memory available. Default: ${DEFAULT-VALUE}.")
    long minMemory;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "15m",
            converter = TimeExpressions.DurationConverter.class,
            description = "Give up after this time, and stop the processes of this start. Default: ${DEFAULT-VALUE}.")
    Duration timeout;

    @Option(names = "--full-jit", description = "Let the JVMs optimise fully: slower to start, faster for benchmarks.")
    boolean fullJit;

    /** The stack's former settings with the changes of this command line. */
    StackSettings settings(StackSettings known) {
        StackSettings settings = known.with(ports(known.ports()));
        if (models == null) {
            return settings;
        }
        if (!Files.isDirectory(models)) {
            throw CommandFailure.usage("--models: " + models + " is not a folder");
        }
        return settings.withModels(models.toAbsolutePath().normalize());
    }

    /** The stack's former ports with the changes of this command line. */
    StackPorts ports(StackPorts known) {
        StackPorts base = portBase == null ? known : StackPorts.from(portBase);
        Map<String, Integer> changes = new LinkedHashMap<>();
        put(changes, "kafka", kafkaPort);
        put(changes, "kafka-controller", controllerPort);
        put(changes, "registry", registryPort);
        put(changes, "connect", connectPort);
        put(changes, "bolt", boltPort);
        put(changes, "http", httpPort);
        put(changes, "topology-metrics", topologyMetricsPort);
        put(changes, "connect-metrics", connectMetricsPort);
        return base.with(changes);
    }

    private static void put(Map<String, Integer> changes, String name, @Nullable Integer port) {
        if (port != null) {
            changes.put(name, port);
        }
    }
}
