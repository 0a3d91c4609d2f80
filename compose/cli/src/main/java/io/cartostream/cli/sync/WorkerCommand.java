package io.cartostream.cli.sync;

import io.cartostream.cli.session.CommandSession;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Serves sync jobs. */
@Command(
        name = "worker",
        header = "Serve sync jobs, one account at a time; run as many as you like.",
        description = {
            "Takes a job, syncs its account, commits, takes the next. A scope that cannot be read fails alone. A job whose "
                    + "account cannot be read at all is tried again, then put into sync-jobs-dlq; the worker goes on.",
            "A worker that dies leaves its job to another: a job may be served twice, which does no harm."
        },
        footer = {
            "",
            "Examples:",
            "  cartostream worker --profile management",
            "  cartostream worker --once          serve what waits, then exit"
        })
public final class WorkerCommand implements Callable<Integer> {

    @Mixin
    final AwsOptions cloud = new AwsOptions();

    @Option(
            names = "--parallel",
            paramLabel = "N",
            defaultValue = "16",
            description = "Scopes that are read side by side. Default: ${DEFAULT-VALUE}.")
    int parallel;

    @Option(
            names = "--attempts",
            paramLabel = "N",
            defaultValue = "3",
            description = "Tries of a job whose account does not answer. Default: ${DEFAULT-VALUE}.")
    int attempts;

    @Option(names = "--once", description = "Exit when no job waits.")
    boolean once;

    private final CommandSession session;

    WorkerCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return new JobWorker(session, this).run();
    }
}
