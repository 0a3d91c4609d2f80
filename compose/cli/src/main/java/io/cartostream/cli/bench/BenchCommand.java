package io.cartostream.cli.bench;

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

/** Measures the running pipeline. */
@Command(
        name = "bench",
        header = "Measure the pipeline that is running.",
        description = "Needs Kafka, registry, topology, sink and Neo4j running, and nothing else at work on them.",
        footer = {
            "",
            "Examples:",
            "  cartostream bench load --from-files recorded/ --unchanged",
            "  cartostream bench latency --samples 100",
            "  cartostream bench latency --json > latency.json"
        })
public final class BenchCommand implements Runnable {

    /** What both measurements take. */
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
                description = "How long without any progress is too long. Default: ${DEFAULT-VALUE}.")
        Duration patience;

        @Option(names = "--output", paramLabel = "FILE", description = "Also write the result to this file, as JSON.")
        @Nullable
        Path output;
    }

    @Spec
    private CommandSpec spec;

    private final CommandSession session;

    BenchCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "load or latency?");
    }

    @Command(
            name = "load",
            header = "Publish recorded answers and time each stage until Neo4j has everything.",
            description =
                    "All times count from the first event sent. With --unchanged the same answers are sent once more: "
                            + "exit code 1 if that changes the graph.",
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
                            description = "Recorded answers: DIR/manifest.jsonl and the files that it names.")
                    Path folder,
            @Option(names = "--unchanged", description = "Send the same once more and count the graph changes.")
                    boolean unchanged,
            @Mixin Options options) {
        return new LoadBench(session, options).run(folder, unchanged);
    }

    @Command(
            name = "latency",
            header = "Change one resource again and again and time its way into Neo4j.",
            description = {
                "Takes an EC2 instance from inventory-latest, sends it with one more tag "
                        + "(kubernetes.io/cluster/cartostream-bench-…, which becomes the property eks_cluster_name) as a lone "
                        + "observation, and waits until every graph change that follows stands in Neo4j. At the end the "
                        + "instance is sent as it was."
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
                            description = "How many changes. Default: ${DEFAULT-VALUE}.")
                    int samples,
            @Option(
                            names = "--warm-up",
                            paramLabel = "N",
                            defaultValue = "5",
                            description = "Changes before those that count. Default: ${DEFAULT-VALUE}.")
                    int warmUp,
            @Option(
                            names = "--resource",
                            paramLabel = "KEY",
                            description =
                                    "The instance, by its key in inventory-latest. Default: any without a cluster's tag.")
                    @Nullable
                    String resource,
            @Mixin Options options) {
        return new LatencyBench(session, options).run(samples, warmUp, resource);
    }
}
