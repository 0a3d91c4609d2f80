package io.cartostream.cli.deadletters;

import io.cartostream.cli.session.CommandSession;
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

/** The dead-letter topics. */
@Command(
        name = "dead-letters",
        header = "List what could not be processed, and send it again.",
        footer = {
            "",
            "Examples:",
            "  cartostream dead-letters list",
            "  cartostream dead-letters show inventory-raw-dlq/2/17",
            "  cartostream dead-letters redrive inventory-raw-dlq/2/17",
            "  cartostream dead-letters redrive --all --reason NO_MODEL --dry-run"
        })
public final class DeadLettersCommand implements Runnable {

    /** Which dead letters. */
    static final class Choice {
        @Option(
                names = "--topic",
                paramLabel = "TOPIC",
                description = "Only of this dead-letter topic, e.g. inventory-raw-dlq.")
        @Nullable
        String topic;

        @Option(
                names = "--reason",
                paramLabel = "CODE",
                split = ",",
                description = "Only with this reason. Repeatable.")
        List<String> reasons = new ArrayList<>();

        @Option(
                names = "--since",
                paramLabel = "TIME",
                converter = TimeExpressions.MomentConverter.class,
                description = "Only from this time on: 2026-03-01T10:00:00Z, or how long ago: 2h.")
        TimeExpressions.@Nullable Moment since;

        @Option(names = "--redriven", description = "Also those that were sent again.")
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
        throw new ParameterException(spec.commandLine(), "list, show or redrive?");
    }

    @Command(
            name = "list",
            header = "List dead letters: why, where from and when.",
            footer = {"", "Example:", "  cartostream dead-letters list --reason NO_MODEL --since 1d"})
    int list(@Mixin Choice choice) {
        return new DeadLetterList(session).list(choice);
    }

    @Command(
            name = "show",
            header = "Show one dead letter whole.",
            footer = {"", "Example:", "  cartostream dead-letters show inventory-raw-dlq/2/17"})
    int show(@Parameters(paramLabel = "ID", description = "As `list` gives it: topic/partition/offset.") String id) {
        return new DeadLetterList(session).show(id);
    }

    @Command(
            name = "redrive",
            header = "Send dead letters again, when their cause is gone.",
            description = {
                "Raw records go back to inventory-raw as lone observations with their original time: what the topology "
                        + "learned since is not turned back. Starts and ends of syncs are not sent again: sync the scope.",
                "Graph changes go back byte for byte, and only while graph-changes has no newer state of their entity.",
                "Jobs go back as they are. What was sent again is marked, and not sent twice."
            },
            footer = {
                "",
                "Examples:",
                "  cartostream dead-letters redrive inventory-raw-dlq/2/17",
                "  cartostream dead-letters redrive --all --reason NO_MODEL --dry-run"
            })
    int redrive(
            @Parameters(paramLabel = "ID", arity = "0..*", description = "As `list` gives it.") @Nullable
                    List<String> ids,
            @Option(names = "--all", description = "All that the options below choose.") boolean all,
            @Mixin Choice choice,
            @Option(names = "--dry-run", description = "Only say what would be done.") boolean dryRun) {
        return new DeadLetterRedrive(session).run(ids == null ? List.of() : ids, all, choice, dryRun);
    }
}
