package io.cartostream.cli.graph;

import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.CommandSession;
import io.cartostream.cli.session.NameSuggestions;
import io.cartostream.cli.session.TimeExpressions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code graph} command. */
@Command(
        name = "graph",
        header = "Compare the graph with its topic, repair it, or build a second one.",
        footer = {
            "",
            "Examples:",
            "  cartostream graph verify",
            "  cartostream graph repair --dry-run",
            "  cartostream graph rebuild --name neo4j-sink-new --neo4j-uri bolt://new-host:7687"
        })
public final class GraphCommand implements Runnable {

    /** Options that choose what is compared, and how long to wait. */
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
                description = "Only entities that this account changed last, such as aws/123456789012. Repeatable.")
        List<String> accounts = new ArrayList<>();

        @Option(names = "--by-account", description = "Show one line for each label and account.")
        boolean byAccount;

        @Option(
                names = "--list",
                paramLabel = "N",
                defaultValue = "20",
                description = "Number of differences to list. Default: ${DEFAULT-VALUE}.")
        int list;

        @Option(
                names = "--connector",
                paramLabel = "NAME",
                description =
                        "The sink that writes this graph. Default: the one that wrote to it last, or else neo4j-sink.")
        @Nullable
        String connector;

        @Option(
                names = "--wait",
                paramLabel = "DURATION",
                defaultValue = "2m",
                converter = TimeExpressions.DurationConverter.class,
                description = "Fail if the sink has records left and makes no progress for this long. Default:"
                        + " ${DEFAULT-VALUE}.")
        Duration wait;

        /** Refuses a name that neither side has. It is probably misspelt, and "equal" would be a wrong answer. */
        void requireKnown(Set<String> knownLabels, Set<String> knownAccounts) {
            requireKnown("label or relationship type", labels, knownLabels);
            requireKnown("account", accounts, knownAccounts);
        }

        private static void requireKnown(String what, List<String> chosen, Set<String> known) {
            for (String name : chosen) {
                if (!known.contains(name)) {
                    throw CommandFailure.failed("neither the topic nor the graph has the " + what + " '" + name + "'"
                            + NameSuggestions.hint(name, known));
                }
            }
        }

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
        throw new ParameterException(spec.commandLine(), "which command? verify, repair or rebuild.");
    }

    @Command(
            name = "verify",
            header = "Compare the graph with its topic: counts, hashes, differences.",
            description = {
                "Reads all of graph-changes and of Neo4j, and compares them by label or type, and by account. Topology"
                        + " and sink may continue to work: entities that change during the comparison are checked again."
                        + " Temporary files take about 150 bytes for each record and each entity.",
                "Exit code 0: the graph equals the topic; 1: it differs, or the comparison failed."
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
            header = "Compare the graph with its topic, and send the differences through the sink again.",
            description = {
                "Writes the newest record of each missing or different entity to graph-changes again, and a deletion"
                        + " for each entity that the topic does not have. Only the sink writes to the graph, and every"
                        + " sink on the topic receives these records.",
                "A removal also removes what others added to the node or relationship: try --dry-run first."
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
            @Option(names = "--dry-run", description = "Show what would be sent, and send nothing.") boolean dryRun,
            @Option(names = "--no-removals", description = "Keep entities that the topic does not have.")
                    boolean noRemovals) {
        return new GraphVerification(session, choice).repair(dryRun, noRemovals);
    }

    @Command(
            name = "rebuild",
            header = "Fill an empty database from the topic while the existing one serves.",
            description = {
                "Starts a second connector, which is a copy of the first with another name and the database of"
                        + " --neo4j-uri and --neo4j-database, waits until it has written the whole topic, and compares."
                        + " Then point readers to the new database and delete the old connector. A second run continues"
                        + " the first."
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
                            description = "Sets a key of the configuration of the new connector. Repeatable.")
                    @Nullable
                    Map<String, String> overrides,
            @Mixin Choice choice) {
        return new GraphRebuild(session, choice)
                .run(name, from, overrides == null ? Map.of() : new LinkedHashMap<>(overrides));
    }
}
