package io.cartostream.cli.sync;

import io.cartostream.cli.output.HumanText;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.CommandSession;
import io.cartostream.producer.EventPublisher;
import io.cartostream.producer.provider.InventoryProviders;
import io.cartostream.worker.JobEnvironment;
import io.cartostream.worker.JobWorker;
import io.cartostream.worker.ShutdownCancellation;
import io.cartostream.worker.WorkerException;
import io.cartostream.worker.WorkerSettings;
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
            "  cartostream worker --once          serve the waiting jobs, then exit"
        })
public final class WorkerCommand implements Callable<Integer> {

    @Mixin
    final ConnectionOptions cloud = new ConnectionOptions();

    @Option(
            names = "--parallel",
            paramLabel = "N",
            defaultValue = "16",
            description = "Scopes that are read at the same time. Default: ${DEFAULT-VALUE}.")
    int parallel;

    @Option(
            names = "--attempts",
            paramLabel = "N",
            defaultValue = "3",
            description = "Tries of a job whose account does not answer. Default: ${DEFAULT-VALUE}.")
    int attempts;

    @Option(names = "--once", description = "Exit when no job waits; the exit code is 1 if a job failed for good.")
    boolean once;

    private final CommandSession session;

    WorkerCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (parallel < 1 || attempts < 1) {
            throw CommandFailure.usage("--parallel and --attempts must be at least 1");
        }
        InventoryProviders providers = InventoryProviders.load();
        RedactionSettings redaction = new RedactionSettings(session);
        WorkerSettings settings = new WorkerSettings(
                PublisherFactory.settings(session.settings()), cloud.settings(), parallel, attempts, once);
        JobEnvironment environment = new JobEnvironment(
                providers,
                CatalogueLoader.load(session, providers),
                redaction.redactor(),
                session.surroundings().clock());
        long failed;
        try (ShutdownCancellation cancellation = ShutdownCancellation.onShutdown();
                EventPublisher publisher = PublisherFactory.open(session.settings())) {
            failed = new JobWorker(settings, environment, new WorkerReport(session, redaction))
                    .run(publisher, cancellation);
        } catch (WorkerException e) {
            throw CommandFailure.failed(String.valueOf(e.getMessage()), e);
        }
        if (once && failed > 0) {
            throw CommandFailure.failed(
                    HumanText.count(failed, "job") + " failed for good; see `cartostream jobs list` and sync-jobs-dlq");
        }
        return 0;
    }
}
