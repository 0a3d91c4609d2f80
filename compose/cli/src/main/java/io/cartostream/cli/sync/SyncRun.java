package io.cartostream.cli.sync;

import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.CommandSession;
import io.cartostream.cli.session.FailureText;
import io.cartostream.producer.EventPublisher;
import io.cartostream.producer.InventorySource;
import io.cartostream.producer.catalogue.Catalogue;
import io.cartostream.producer.provider.InventoryProviders;
import io.cartostream.producer.sync.SyncOptions;
import io.cartostream.producer.sync.SyncReport;
import io.cartostream.producer.sync.SyncRunner;
import io.cartostream.worker.ShutdownCancellation;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;

/** One execution of {@code sync}: a check, one run, or one run after the other. */
final class SyncRun {

    private final CommandSession session;
    private final SyncCommand options;
    private final InventoryProviders providers = InventoryProviders.load();
    private final Catalogue catalogue;

    SyncRun(CommandSession session, SyncCommand options) {
        this.session = session;
        this.options = options;
        this.catalogue = CatalogueLoader.load(session, providers);
    }

    int run() {
        if (options.parallel < 1) {
            throw CommandFailure.usage("--parallel must be at least 1");
        }
        options.graph.refuseWithoutWait(options.check);
        if (options.check) {
            return new SyncCheck(session, options.parallel).run(sources());
        }
        try (ShutdownCancellation cancellation = ShutdownCancellation.onShutdown()) {
            RedactionSettings redaction = new RedactionSettings(session);
            int exitCode = once(cancellation, redaction);
            Duration every = options.every;
            while (every != null && !cancellation.cancelled()) {
                Instant next = session.now().plus(every);
                session.err().println("next sync at " + next);
                if (cancellation.await(every)) {
                    break;
                }
                exitCode = again(cancellation, redaction);
            }
            return exitCode;
        }
    }

    /** A later round: a failure to start is reported, and the next round tries again. */
    private int again(ShutdownCancellation cancellation, RedactionSettings redaction) {
        try {
            return once(cancellation, redaction);
        } catch (CommandFailure e) {
            session.err().println("cartostream: " + FailureText.clean(String.valueOf(e.getMessage())));
            session.err().flush();
            return e.exitCode();
        }
    }

    private int once(ShutdownCancellation cancellation, RedactionSettings redaction) {
        Iterator<InventorySource> sources = sources();
        if (options.graph.wait) {
            new GraphWait(session, options.graph).requirePipeline();
        }
        SyncProgress progress = new SyncProgress(session);
        SyncReport report;
        try (EventPublisher publisher = PublisherFactory.open(session.settings())) {
            SyncRunner runner = new SyncRunner(catalogue, publisher, runnerOptions(progress, redaction));
            cancellation.cancels(runner::cancel);
            report = runner.run(sources);
        }
        progress.clear();
        new SyncSummary(session, progress.lines()).print(report);
        redaction.report();
        if (report.succeeded() && report.scopeCount() == 0) {
            throw CommandFailure.failed(nothingRead());
        }
        if (options.graph.wait && report.publishProblem() == null && !cancellation.cancelled()) {
            new GraphWait(session, options.graph).await(progress.lines());
        }
        return exitCode(report);
    }

    static int exitCode(SyncReport report) {
        if (!report.succeeded()) {
            return CommandFailure.FAILED;
        }
        return report.fullyRead() ? 0 : CommandFailure.PARTLY_READ;
    }

    private String nothingRead() {
        Path folder = options.fromFiles;
        boolean filtered = !options.selection.types.isEmpty() || !options.selection.regions.isEmpty();
        return "nothing was read" + (folder == null ? "" : " from " + folder)
                + (filtered ? ": no scope has a region of --region and a type of --type" : ": it has no scope");
    }

    private SyncOptions runnerOptions(SyncProgress progress, RedactionSettings redaction) {
        return SyncOptions.defaults()
                .withParallelism(options.parallel, Math.min(4, options.parallel))
                .withRedactor(redaction.redactor())
                .withClock(clock())
                .withListener(progress);
    }

    private Iterator<InventorySource> sources() {
        Path directory = session.surroundings().directory();
        return new SourceFactory(providers, catalogue, options, clock(), session.err()).sources(directory);
    }

    private Clock clock() {
        return session.surroundings().clock();
    }
}
