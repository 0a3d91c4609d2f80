package io.cartostream.cli.sync;

import io.cartostream.avro.FailureReason;
import io.cartostream.avro.SyncJob;
import io.cartostream.cli.output.JsonOutput;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.CommandSession;
import io.cartostream.producer.EventPublisher;
import io.cartostream.producer.InventorySource;
import io.cartostream.producer.ReadFailure;
import io.cartostream.producer.aws.AwsAccount;
import io.cartostream.producer.catalogue.Catalogue;
import io.cartostream.producer.sync.SyncOptions;
import io.cartostream.producer.sync.SyncReport;
import io.cartostream.producer.sync.SyncRunner;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs one job: one account, all its scopes; again if the account did not answer. */
final class JobRunner {

    private static final Set<FailureReason> HOPELESS =
            Set.of(FailureReason.ACCESS_DENIED, FailureReason.INVALID_CREDENTIALS, FailureReason.UNSUPPORTED_REGION);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(10);

    private final CommandSession session;
    private final WorkerCommand options;
    private final EventPublisher publisher;
    private final ShutdownCancellation cancellation;
    private final Catalogue catalogue = Catalogue.builtIn();
    private final SourceFactory sources;
    private final RedactionSettings redaction;

    JobRunner(
            CommandSession session,
            WorkerCommand options,
            EventPublisher publisher,
            ShutdownCancellation cancellation) {
        this.session = session;
        this.options = options;
        this.publisher = publisher;
        this.cancellation = cancellation;
        this.redaction = new RedactionSettings(session);
        this.sources = new SourceFactory(
                catalogue, options.cloud, session.surroundings().clock());
    }

    /**
     * How a job ended.
     *
     * @param abandoned stopped before its end: somebody else must serve it
     * @param reason code of the failure, if it failed
     * @param failure what kept the whole account from being read; null if scopes were read
     */
    record Outcome(
            boolean abandoned, String reason, @Nullable String failure) {
        static Outcome failed(String reason, String failure) {
            return new Outcome(false, reason, failure);
        }
    }

    Outcome run(SyncJob job) {
        for (int attempt = 1; ; attempt++) {
            InventorySource source;
            try {
                source = source(job);
            } catch (IllegalArgumentException | CommandFailure e) {
                return told(job, Outcome.failed("INVALID_JOB", String.valueOf(e.getMessage())));
            }
            SyncRunner runner = new SyncRunner(
                    catalogue,
                    publisher,
                    SyncOptions.defaults()
                            .withParallelism(options.parallel, 1)
                            .withRedactor(redaction.redactor())
                            .withClock(session.surroundings().clock()));
            cancellation.cancels(runner::cancel);
            SyncReport report = runner.run(source);
            if (cancellation.cancelled()) {
                return new Outcome(true, "", null);
            }
            if (report.publishProblem() != null) {
                throw CommandFailure.failed(report.publishProblem());
            }
            ReadFailure failure = wholeFailure(report);
            if (failure == null) {
                new SyncSummary(session, true).print(report);
                redaction.tell();
                return told(job, new Outcome(false, "", null));
            }
            if (attempt >= options.attempts || HOPELESS.contains(failure.reason())) {
                return told(job, Outcome.failed(failure.reason().name(), failure.line()));
            }
            if (cancellation.await(BETWEEN_ATTEMPTS)) {
                return new Outcome(true, "", null);
            }
        }
    }

    /** What kept the account as a whole from being read; null if at least one scope was. */
    static @Nullable ReadFailure wholeFailure(SyncReport report) {
        if (!report.sources().isEmpty()) {
            return report.sources().get(0).failure();
        }
        boolean none = report.scopeCount() > 0 && report.failedCount() == report.scopeCount();
        return none ? report.failed().get(0).first() : null;
    }

    private InventorySource source(SyncJob job) {
        return switch (job.getProvider()) {
            case "aws" -> {
                String role = job.getRoleName();
                AwsAccount account = role == null
                        ? new AwsAccount(job.getAccount(), null, null)
                        : sources.account(job.getAccount(), role, job.getExternalId());
                yield sources.aws(sources.awsSettings(job.getRegions(), job.getResourceTypes()), account);
            }
            case "gcp" -> sources.gcp(job.getAccount(), job.getResourceTypes());
            default -> throw new IllegalArgumentException("no producer reads provider '" + job.getProvider() + "'");
        };
    }

    private Outcome told(SyncJob job, Outcome outcome) {
        session.out()
                .println(JsonOutput.line(JsonOutput.object()
                        .put("event", "job")
                        .put("jobId", job.getJobId())
                        .put("account", job.getProvider() + "/" + job.getAccount())
                        .put("state", outcome.failure() == null ? "served" : "failed")
                        .put("failure", outcome.failure())));
        return outcome;
    }
}
