package io.cartostream.cli.deadletters;

import io.cartostream.cli.session.CommandSession;
import io.cartostream.cli.session.FormatOption;
import io.cartostream.cli.session.TimeExpressions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The {@code dead-letters} command. */
@Command(
        name = "dead-letters",
        header = "List records that could not be processed, and send them again.",
        footer = {
            "",
            "Examples:",
            "  cartostream dead-letters list",
            "  cartostream dead-letters show inventory-raw-dlq/2/17",
            "  cartostream dead-letters redrive inventory-raw-dlq/2/17",
            "  cartostream dead-letters redrive --all --reason NO_MODEL --dry-run"
        })
public final class DeadLettersCommand implements Runnable {

    /** Options that choose dead letters. */
    static final class Choice {
        @Option(
                names = "--topic",
                paramLabel = "TOPIC",
                description = "Only dead letters of this topic, such as inventory-raw-dlq.")
        @Nullable
        String topic;

        @Option(
                names = "--reason",
                paramLabel = "CODE",
                split = ",",
                description = "Only dead letters with this reason. Repeatable.")
        List<String> reasons = new ArrayList<>();

        @Option(
                names = "--since",
                paramLabel = "TIME",
                converter = TimeExpressions.MomentConverter.class,
                description =
                        "Only dead letters since this time, such as 2026-03-01T10:00:00Z, or this long ago, such as"
                                + " 2h.")
        TimeExpressions.@Nullable Moment since;

        @Option(names = "--redriven", description = "Include dead letters that were sent again.")
        boolean redriven;
    }

    @Spec
    private CommandSpec spec;

    private final CommandSession session;

    DeadLettersCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? list, show or redrive.");
    }

    @Command(
            name = "list",
            header = "List dead letters with their reason, origin and age.",
            footer = {"", "Example:", "  cartostream dead-letters list --reason NO_MODEL --since 1d"})
    int list(@Mixin Choice choice, @Mixin FormatOption format) {
        return new DeadLetterList(session).list(choice, format.chosen(session));
    }

    @Command(
            name = "show",
            header = "Show one dead letter in full.",
            footer = {"", "Example:", "  cartostream dead-letters show inventory-raw-dlq/2/17"})
    int show(
            @Parameters(paramLabel = "ID", description = "Id from `dead-letters list`: topic/partition/offset.")
                    String id) {
        return new DeadLetterList(session).show(id);
    }

    @Command(
            name = "redrive",
            header = "Send dead letters again after their cause is fixed.",
            description = {
                "Raw records go back to inventory-raw as lone observations with their original time, so newer state in"
                        + " the topology is kept. Starts and ends of syncs are not sent again: sync the scope instead.",
                "Graph changes go back unchanged, and only if graph-changes has no newer state of their entity.",
                "Jobs go back unchanged. A dead letter that was sent is marked and not sent again."
            },
            footer = {
                "",
                "Examples:",
                "  cartostream dead-letters redrive inventory-raw-dlq/2/17",
                "  cartostream dead-letters redrive --all --reason NO_MODEL --dry-run"
            })
    int redrive(
            @Parameters(paramLabel = "ID", arity = "0..*", description = "Id from `dead-letters list`.") @Nullable
                    List<String> ids,
            @Option(names = "--all", description = "Send all dead letters that the options below choose.") boolean all,
            @Mixin Choice choice,
            @Option(names = "--dry-run", description = "Show what would be sent, and send nothing.") boolean dryRun) {
        return new DeadLetterRedrive(session).run(ids == null ? List.of() : ids, all, choice, dryRun);
    }
}
