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

/** The {@code deploy} command: prepares a cluster for the pipeline. */
@Command(
        name = "deploy",
        header = "Create topics, register schemas, set compatibility, deploy connectors.",
        description = {
            "Creates the topics, registers the schemas and sets their compatibility. With --connector, creates or"
                    + " updates the connector and waits until it runs.",
            "A second run changes nothing: existing topics and subjects are checked, and differences are reported."
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
            description = "Correct the settings of existing topics, except their partitions.")
    boolean alterSettings;

    @Option(
            names = "--keep-global-compatibility",
            description = "Keep the global compatibility of the registry, and set that of Cartostream's subjects only.")
    boolean keepGlobalCompatibility;

    @Option(
            names = "--connector",
            paramLabel = "FILE",
            description =
                    "JSON file of a connector, as Kafka Connect reads it: {\"name\": …, \"config\": {…}}. Repeatable.")
    List<Path> connectors = new ArrayList<>();

    @Option(
            names = "--connector-config",
            paramLabel = "KEY=VALUE",
            description = "Overrides a key of the configuration of the connectors. Repeatable.")
    Map<String, String> connectorConfig = new LinkedHashMap<>();

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            defaultValue = "60s",
            converter = TimeExpressions.DurationConverter.class,
            description = "How long to wait for the connector to run. Default: ${DEFAULT-VALUE}.")
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
