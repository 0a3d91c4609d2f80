package io.cartostream.cli.graph;

import io.cartostream.cli.session.CommandSession;
import io.cartostream.cli.session.TimeExpressions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The graph against its topic. */
@Command(
        name = "graph",
        header = "Compare the graph with its topic, repair it, or build another one beside it.",
        footer = {
            "",
            "Examples:",
            "  cartostream graph verify",
            "  cartostream graph repair --dry-run",
            "  cartostream graph rebuild --name neo4j-sink-new --neo4j-uri bolt://new-host:7687"
        })
public final class GraphCommand implements Runnable {

    /** What is compared, and how long it may take. */
    static final class Choice {
        @Option(
                names = "--label",
                paramLabel = "NAME",
                split = ",",
                description = "Only nodes of this identity label or relationships of this type. Repeatable.")
        List<String> labels = new ArrayList<>();

        @Option(
                names = "--account",
                paramLabel = "PROVIDER/ID",
                split = ",",
                description = "Only what was last changed by this account, e.g. aws/123456789012. Repeatable.")
        List<String> accounts = new ArrayList<>();

        @Option(names = "--by-account", description = "One line for each label and account, not for each label.")
        boolean byAccount;

        @Option(
                names = "--list",
                paramLabel = "N",
                defaultValue = "20",
                description = "How many differences to list. Default: ${DEFAULT-VALUE}.")
        int list;

        @Option(
                names = "--connector",
                paramLabel = "NAME",
                description =
                        "The sink that writes this graph. Default: the one whose fences are in it, else neo4j-sink.")
        @Nullable
        String connector;

        @Option(
                names = "--wait",
                paramLabel = "DURATION",
                defaultValue = "2m",
                converter = TimeExpressions.DurationConverter.class,
                description = "How long the sink may stand still before it has written all. Default: ${DEFAULT-VALUE}.")
        Duration wait;

        boolean wants(ComparisonGroup.Name name) {
            return (labels.isEmpty() || labels.contains(name.label()))
                    && (accounts.isEmpty() || accounts.contains(name.account()));
        }
    }

    @Spec
    private CommandSpec spec;

    private final CommandSession session;

    GraphCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "verify, repair or rebuild?");
    }

    @Command(
            name = "verify",
            header = "Compare the graph with its topic: counts, hashes, differences.",
            description = {
                "Folds graph-changes and compares it with Neo4j by label or type, and by account. Topology and sink may go on "
                        + "working: what is changed meanwhile is looked at again. Both are read once as a whole; temporary files "
                        + "take some 150 bytes for each record and each entity.",
                "Exit code 0: the graph is what the topic says; 1: it is not, or this could not be found out."
            },
            footer = {
                "",
                "Examples:",
                "  cartostream graph verify",
                "  cartostream graph verify --by-account --label AWSEC2Instance,MEMBER_OF_AWS_EC2_SUBNET",
                "  cartostream graph verify --neo4j-uri bolt://new-host:7687 --connector neo4j-sink-new"
            })
    int verify(@Mixin Choice choice) {
        return new GraphVerification(session, choice).verify();
    }

    @Command(
            name = "repair",
            header = "Compare, and send what differs through the sink again.",
            description = {
                "What is missing or different is written to graph-changes again as it stands there; what the topic does not "
                        + "know is deleted by a record. Nothing is written to the graph but by the sink, and every sink on the "
                        + "topic gets these records.",
                "Removals take away whatever else was added to nodes and relationships of ours: try --dry-run first."
            },
            footer = {
                "",
                "Examples:",
                "  cartostream graph repair --dry-run",
                "  cartostream graph repair --label AWSEC2Instance",
                "  cartostream graph repair --no-removals"
            })
    int repair(
            @Mixin Choice choice,
            @Option(names = "--dry-run", description = "Only say what would be sent.") boolean dryRun,
            @Option(names = "--no-removals", description = "Leave alone what the topic does not know.")
                    boolean noRemovals) {
        return new GraphVerification(session, choice).repair(dryRun, noRemovals);
    }

    @Command(
            name = "rebuild",
            header = "Build an empty database from the topic while another one serves.",
            description = {
                "Starts a second connector, a copy of the first with another name and the database of --neo4j-uri and "
                        + "--neo4j-database, waits until it has written all, and compares. Then point readers to the new "
                        + "database and delete the old connector. Running it again goes on where it was."
            },
            footer = {
                "",
                "Examples:",
                "  cartostream graph rebuild --name neo4j-sink-new --neo4j-uri bolt://new-host:7687",
                "  cartostream graph rebuild --name neo4j-sink-new --neo4j-uri bolt://localhost:7688 \\",
                "      --set neo4j.uri=bolt://neo4j-new:7687 --set 'neo4j.password=${file:/run/secrets:new}'"
            })
    int rebuild(
            @Option(names = "--name", paramLabel = "NAME", required = true, description = "Name of the new connector.")
                    String name,
            @Option(
                            names = "--from",
                            paramLabel = "NAME",
                            defaultValue = SinkPosition.USUAL,
                            description = "The connector to copy. Default: ${DEFAULT-VALUE}.")
                    String from,
            @Option(
                            names = "--set",
                            paramLabel = "KEY=VALUE",
                            description = "A key of the new connector's configuration. Repeatable.")
                    @Nullable
                    Map<String, String> overrides,
            @Mixin Choice choice) {
        return new GraphRebuild(session, choice)
                .run(name, from, overrides == null ? Map.of() : new LinkedHashMap<>(overrides));
    }
}
