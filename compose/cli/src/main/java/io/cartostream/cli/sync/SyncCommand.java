package io.cartostream.cli.sync;

import io.cartostream.cli.session.CommandSession;
import io.cartostream.cli.session.TimeExpressions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reads inventory from providers and sends it to Kafka. */
@Command(
        name = "sync",
        header = "Read cloud accounts, or recorded answers, into Kafka.",
        description = {
            "One AWS account with its own or assumed credentials, many accounts, Google Cloud projects, or recorded answers. "
                    + "A scope (account, region, type) that cannot be read fails alone: the others continue, and nothing in "
                    + "it is deleted.",
            "Shows progress on a terminal, and prints JSON lines otherwise. Exit code 1 if any scope failed, 3 if all "
                    + "scopes were read but some resources in them were unreadable (their known facts are kept).",
            "Secrets in payloads are redacted before they are sent. With a key in $CARTOSTREAM_REDACTION_KEY their marker carries "
                    + "a keyed hash, so that a changed secret shows; without one it does not."
        },
        footer = {
            "",
            "Examples:",
            "  cartostream sync --profile audit --check              what can be read, what is missing",
            "  cartostream sync --profile audit --region eu-west-1 --type ec2.instance,ec2.vpc",
            "  cartostream sync --organization --role-name cartostream --every 15m",
            "  cartostream sync --profile audit --wait               return when the graph holds the result",
            "  cartostream sync --project my-project",
            "  cartostream sync --from-files recorded/"
        })
public final class SyncCommand implements Callable<Integer> {

    @Mixin
    final ConnectionOptions cloud = new ConnectionOptions();

    @Mixin
    final SelectionOptions selection = new SelectionOptions();

    @Mixin
    final AccountOptions accounts = new AccountOptions();

    @Mixin
    final GraphWaitOptions graph = new GraphWaitOptions();

    @Option(names = "--role-arn", paramLabel = "ARN", description = "AWS: the role to assume, in one account.")
    @Nullable
    String roleArn;

    @Option(
            names = "--from-files",
            paramLabel = "DIR",
            description = "Read recorded answers: DIR/manifest.jsonl and the files that it names.")
    @Nullable
    Path fromFiles;

    @Option(
            names = "--check",
            description = "Only report what cannot be read and which permission is missing; send nothing.")
    boolean check;

    @Option(
            names = "--every",
            paramLabel = "DURATION",
            converter = TimeExpressions.DurationConverter.class,
            description = "Repeat the sync at this interval, e.g. 15m, until stopped.")
    @Nullable
    Duration every;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            defaultValue = "16",
            description = "Scopes that are read at the same time. Default: ${DEFAULT-VALUE}.")
    int parallel;

    private final CommandSession session;

    SyncCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return new SyncRun(session, this).run();
    }
}
