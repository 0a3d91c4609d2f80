package io.cartostream.cli.scopes;

import io.cartostream.cli.session.CommandSession;
import io.cartostream.cli.session.ConfirmPrompt;
import io.cartostream.cli.session.FormatOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The {@code scopes} command: shows the states of scopes, and takes decisions about them. */
@Command(
        name = "scopes",
        header = "Show which scopes are fresh, stale or held; confirm a retraction, or retire a scope.",
        description = {
            "A scope is provider/account/region/type. FRESH: its last sync completed. STALE: its last sync failed or"
                    + " was partial, and its known facts are kept. HELD: its last sync completed, but would remove many"
                    + " resources, so the brake waits for a second complete sync or for `scopes confirm`.",
            "IN GRAPH: yes, if Neo4j holds the last complete sync; pending, if topology or sink have records to read,"
                    + " of which some may belong to it; unknown, if Neo4j does not answer."
        },
        footer = {
            "",
            "Examples:",
            "  cartostream scopes",
            "  cartostream scopes --state stale,held --account 123456789012",
            "  cartostream scopes --group-by account",
            "  cartostream scopes -o csv > scopes.csv",
            "  cartostream scopes confirm aws/123456789012/eu-west-1/ec2.instance",
            "  cartostream scopes retire aws/123456789012/eu-west-1/ec2.instance --reason 'account closed'"
        })
public final class ScopesCommand implements Callable<Integer> {

    @Option(
            names = "--state",
            paramLabel = "STATE",
            split = ",",
            description = "Only scopes in this state: ${COMPLETION-CANDIDATES}. Repeatable.")
    List<ScopeCondition> states = new ArrayList<>();

    @Option(
            names = "--account",
            paramLabel = "ID",
            split = ",",
            description = "Only scopes of this account. Repeatable.")
    List<String> accounts = new ArrayList<>();

    @Option(names = "--type", paramLabel = "TYPE", split = ",", description = "Only scopes of this type. Repeatable.")
    List<String> types = new ArrayList<>();

    @Mixin
    final FormatOption format = new FormatOption();

    @Option(
            names = "--connector",
            paramLabel = "NAME",
            defaultValue = "neo4j-sink",
            description = "Name of the sink's connector, for the column IN GRAPH. Default: ${DEFAULT-VALUE}.")
    String connector;

    @Option(
            names = "--group-by",
            paramLabel = "FIELD",
            description = "One line for each account instead of each scope: ${COMPLETION-CANDIDATES}.")
    @Nullable
    GroupBy groupBy;

    /** What scopes are grouped by. */
    enum GroupBy {
        ACCOUNT;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final CommandSession session;

    ScopesCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return new ScopeList(session, this).run();
    }

    @Command(
            name = "confirm",
            header = "Confirm the retraction that the brake holds.",
            description = "Shows how many resources the topology would remove, and asks.",
            footer = {
                "",
                "Examples:",
                "  cartostream scopes confirm aws/123456789012/eu-west-1/ec2.instance",
                "  cartostream scopes confirm aws/123456789012/eu-west-1/ec2.instance --yes"
            })
    int confirm(
            @Parameters(paramLabel = "SCOPE", description = "provider/account/region/type") String scope,
            @Option(
                            names = {"-y", "--yes"},
                            description = "Do not ask. Required without a terminal.")
                    boolean yes,
            @Option(
                            names = "--operator",
                            paramLabel = "NAME",
                            description = "Name of the operator who confirms. Default: the current user.")
                    @Nullable
                    String operator) {
        return new ScopeDecision(session, ConfirmPrompt.of(session, yes)).confirm(scope, operator);
    }

    @Command(
            name = "retire",
            header = "Retract all resources of a scope that is no longer collected.",
            description = "Shows how many resources the topology removes, and asks.",
            footer = {
                "",
                "Example:",
                "  cartostream scopes retire aws/123456789012/eu-west-1/ec2.instance --reason 'account closed'"
            })
    int retire(
            @Parameters(paramLabel = "SCOPE", description = "provider/account/region/type") String scope,
            @Option(
                            names = {"-y", "--yes"},
                            description = "Do not ask. Required without a terminal.")
                    boolean yes,
            @Option(
                            names = "--reason",
                            paramLabel = "TEXT",
                            required = true,
                            description = "The reason, which is recorded.")
                    String reason) {
        return new ScopeDecision(session, ConfirmPrompt.of(session, yes)).retire(scope, reason);
    }
}
