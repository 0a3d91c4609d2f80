package io.cartostream.bench;

import io.cartostream.cli.pipeline.RunningPipeline;
import io.cartostream.cli.session.CommandSession;
import io.cartostream.cli.session.TimeExpressions;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code bench} command: measures a running pipeline. A program adds it to the command line as a subcommand. */
@Command(
        name = "bench",
        header = "Measure a running pipeline.",
        description = "Kafka, registry, topology, sink and Neo4j must run, and must have no other work.",
        footer = {
            "",
            "Examples:",
            "  cartostream bench load --from-files recorded/ --unchanged",
            "  cartostream bench latency --samples 100",
            "  cartostream bench latency --json > latency.json"
        })
public final class BenchCommand implements Runnable {

    /** Options of both measurements. */
    static final class Options {
        @Option(
                names = "--sink",
                paramLabel = "NAME",
                defaultValue = "neo4j-sink",
                description = "Name of the sink's connector. Default: ${DEFAULT-VALUE}.")
        String sink;

        @Option(
                names = "--patience",
                paramLabel = "DURATION",
                defaultValue = "120s",
                converter = TimeExpressions.DurationConverter.class,
                description = "Fail if a stage makes no progress for this long. Default: ${DEFAULT-VALUE}.")
        Duration patience;

        @Option(names = "--output", paramLabel = "FILE", description = "Also write the result to this file as JSON.")
        @Nullable
        Path output;

        RunningPipeline.Watch watch() {
            return new RunningPipeline.Watch(sink, patience, "Is it running?", "Is it running?");
        }
    }

    @Spec
    private CommandSpec spec;

    private final CommandSession session;

    BenchCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which measurement? load or latency.");
    }

    @Command(
            name = "load",
            header = "Publish recorded answers and time each stage until Neo4j has everything.",
            description =
                    "All times start with the first event. --unchanged publishes the same answers a second time; the"
                            + " exit code is 1 if that changes the graph.",
            footer = {
                "",
                "Examples:",
                "  cartostream bench load --from-files recorded/",
                "  cartostream bench load --from-files recorded/ --unchanged --output load.json"
            })
    int load(
            @Option(
                            names = "--from-files",
                            paramLabel = "DIR",
                            required = true,
                            description = "Recorded answers: DIR/manifest.jsonl and the files it names.")
                    Path folder,
            @Option(names = "--unchanged", description = "Publish the same answers again and count the graph changes.")
                    boolean unchanged,
            @Mixin Options options) {
        return new LoadBench(session, options).run(folder, unchanged);
    }

    @Command(
            name = "latency",
            header = "Change one resource repeatedly and time each change on its way into Neo4j.",
            description = {
                "Takes an EC2 instance from inventory-latest, publishes it with an additional tag"
                        + " (kubernetes.io/cluster/cartostream-bench-…, which becomes the property eks_cluster_name) as a"
                        + " single observation, and waits until Neo4j shows every graph change that follows. Finally"
                        + " publishes the instance as it was."
            },
            footer = {
                "",
                "Examples:",
                "  cartostream bench latency --samples 100",
                "  cartostream bench latency --resource aws/123456789012/eu-west-1/ec2.instance/i-0abc"
            })
    int latency(
            @Option(
                            names = "--samples",
                            paramLabel = "N",
                            defaultValue = "50",
                            description = "Number of measured changes. Default: ${DEFAULT-VALUE}.")
                    int samples,
            @Option(
                            names = "--warm-up",
                            paramLabel = "N",
                            defaultValue = "5",
                            description = "Number of changes before the measured ones. Default: ${DEFAULT-VALUE}.")
                    int warmUp,
            @Option(
                            names = "--resource",
                            paramLabel = "KEY",
                            description =
                                    "Key of the instance in inventory-latest. Default: any instance without a cluster"
                                            + " tag.")
                    @Nullable
                    String resource,
            @Mixin Options options) {
        return new LatencyBench(session, options).run(samples, warmUp, resource);
    }
}
