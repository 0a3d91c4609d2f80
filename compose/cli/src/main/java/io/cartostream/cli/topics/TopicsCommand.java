package io.cartostream.cli.topics;

import io.cartostream.cli.session.CommandSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks into the topics. */
@Command(
        name = "topics",
        header = "List topics, show their records decoded, replay observations.",
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
        throw new ParameterException(spec.commandLine(), "list, show or replay?");
    }

    @Command(name = "list", header = "List the pipeline's topics, with how many records each holds.")
    int list() {
        return new TopicList(session).run();
    }

    @Command(
            name = "show",
            header = "Show records of a topic, decoded.",
            description =
                    "Without --follow the newest 10 records (see --limit), as committed now. Internal topics of the engine are shown as "
                            + "bytes. Exit code 1 if nothing matched.",
            footer = {
                "",
                "Examples:",
                "  cartostream topics show inventory-raw --limit 3",
                "  cartostream topics show graph-changes --key 'R|*' --since 10m --json",
                "  cartostream topics show inventory-latest --scope aws/123456789012/eu-west-1/ec2.vpc --all"
            })
    int show(
            @Parameters(paramLabel = "TOPIC", description = "The topic's name, with or without the namespace.")
                    String topic,
            @Mixin RecordFilter filter,
            @Option(names = "--all", description = "All that match, oldest first in each partition.") boolean all,
            @Option(names = "--follow", description = "Go on with records to come, until stopped.") boolean follow) {
        return new TopicShow(session, filter).run(topic, all, follow);
    }

    @Command(
            name = "replay",
            header = "Send observations of inventory-raw once more.",
            description = {
                "Each chosen ResourceObserved is sent as a lone observation with its original time. The topology ignores "
                        + "payloads that are older than what it knows, so a replay cannot turn anything back; syncs, "
                        + "removals and operators' commands are left alone. Use it for records that were lost on their way, "
                        + "e.g. after state was restored from an older copy.",
                "To derive everything anew, reset the topology instead: see _docs/guide/rebuild-the-graph.md."
            },
            footer = {
                "",
                "Examples:",
                "  cartostream topics replay --scope aws/123456789012/eu-west-1/ec2.instance --since 2h --dry-run",
                "  cartostream topics replay --since 2026-03-01T10:00:00Z"
            })
    int replay(
            @Mixin RecordFilter filter,
            @Option(names = "--dry-run", description = "Only say what would be sent.") boolean dryRun) {
        return new ResourceReplay(session, filter).run(dryRun);
    }
}
