package io.cartostream.cli.topics;

import io.cartostream.cli.session.CommandSession;
import io.cartostream.cli.session.FormatOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The {@code topics} command. */
@Command(
        name = "topics",
        header = "List topics, show their records, replay observations.",
        footer = {
            "",
            "Examples:",
            "  cartostream topics list",
            "  cartostream topics show graph-changes --key 'N|EC2Instance|i-0abc'",
            "  cartostream topics show inventory-raw --scope aws/123456789012/eu-west-1/ec2.instance --since 1h",
            "  cartostream topics show scope-status --follow",
            "  cartostream topics replay --scope aws/123456789012/eu-west-1/ec2.instance --dry-run"
        })
public final class TopicsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    private final CommandSession session;

    TopicsCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? list, show or replay.");
    }

    @Command(name = "list", header = "List the topics of the pipeline with their sizes.")
    int list(@Mixin FormatOption format) {
        return new TopicList(session).run(format.chosen(session));
    }

    @Command(
            name = "show",
            header = "Show the records of a topic, decoded.",
            description =
                    "Shows the newest 10 committed records (see --limit), unless --all or --follow is given. Values of"
                            + " the engine's internal topics are shown as bytes. The exit code is 1 if no record matches.",
            footer = {
                "",
                "Examples:",
                "  cartostream topics show inventory-raw --limit 3",
                "  cartostream topics show graph-changes --key 'R|*' --since 10m --json",
                "  cartostream topics show inventory-latest --scope aws/123456789012/eu-west-1/ec2.vpc --all"
            })
    int show(
            @Parameters(paramLabel = "TOPIC", description = "Name of the topic, with or without the namespace.")
                    String topic,
            @Mixin RecordFilter filter,
            @Option(names = "--all", description = "Show all matching records, oldest first in each partition.")
                    boolean all,
            @Option(names = "--follow", description = "Continue with new records until stopped.") boolean follow) {
        return new TopicShow(session, filter).run(topic, all, follow);
    }

    @Command(
            name = "replay",
            header = "Send observations of inventory-raw again.",
            description = {
                "Sends the newest chosen observation of each resource as a lone observation with its original time."
                        + " The topology ignores payloads that are older than its state, so a replay never restores an old"
                        + " state. Syncs, removals and operators' commands are not sent. Use it for records that were"
                        + " lost, for example after a state store was restored from an older copy.",
                "To derive the whole graph again, reset the topology instead: see _docs/guide/rebuild-the-graph.md."
            },
            footer = {
                "",
                "Examples:",
                "  cartostream topics replay --scope aws/123456789012/eu-west-1/ec2.instance --since 2h --dry-run",
                "  cartostream topics replay --since 2026-03-01T10:00:00Z"
            })
    int replay(
            @Mixin RecordFilter filter,
            @Option(names = "--dry-run", description = "Show what would be sent, and send nothing.") boolean dryRun) {
        return new ResourceReplay(session, filter).run(dryRun);
    }
}
