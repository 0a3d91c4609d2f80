package io.cartostream.cli.deploy;

import io.cartostream.cli.session.CommandSession;
import io.cartostream.cli.session.TimeExpressions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes a cluster ready for the pipeline. */
@Command(
        name = "deploy",
        header = "Create topics, register schemas, set compatibility and connectors.",
        description = {
            "Create the topics, register the schemas and set their compatibility; with --connector create or update the "
                    + "connector and wait until it runs.",
            "Running it again changes nothing. What exists is checked, and differences are named."
        },
        footer = {
            "",
            "Examples:",
            "  cartostream deploy",
            "  cartostream deploy --partitions 12 --replication-factor 3",
            "  cartostream deploy --connector connect/neo4j-sink/config/neo4j-sink.json",
            "  cartostream deploy --alter-settings"
        })
public final class DeployCommand implements Callable<Integer> {

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "4",
            description = "Partitions of every topic; fixed at creation. Default: ${DEFAULT-VALUE}.")
    int partitions;

    @Option(
            names = {"--replication-factor", "--replication"},
            paramLabel = "N",
            description = "Replicas of new topics. Default: the broker's default.")
    @Nullable
    Short replicationFactor;

    @Option(
            names = "--alter-settings",
            description = "Set differing settings (not partitions) of existing topics to what they should be.")
    boolean alterSettings;

    @Option(
            names = "--keep-global-compatibility",
            description = "Leave the registry's global compatibility alone; set it on our subjects only.")
    boolean keepGlobalCompatibility;

    @Option(
            names = "--connector",
            paramLabel = "FILE",
            description = "A connector's JSON, as Kafka Connect takes it: {\"name\": …, \"config\": {…}}. Repeatable.")
    List<Path> connectors = new ArrayList<>();

    @Option(
            names = "--connector-config",
            paramLabel = "KEY=VALUE",
            description = "Overrides a key of the connectors' configuration. Repeatable.")
    Map<String, String> connectorConfig = new LinkedHashMap<>();

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            defaultValue = "60s",
            converter = TimeExpressions.DurationConverter.class,
            description = "How long to wait until the connector runs. Default: ${DEFAULT-VALUE}.")
    Duration wait;

    private final CommandSession session;

    DeployCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return new DeploymentRun(session, this).run();
    }
}
