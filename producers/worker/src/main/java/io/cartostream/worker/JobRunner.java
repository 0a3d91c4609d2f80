package io.cartostream.worker;

import io.cartostream.avro.FailureReason;
import io.cartostream.avro.SyncJob;
import io.cartostream.producer.EventPublisher;
import io.cartostream.producer.InventorySource;
import io.cartostream.producer.ReadFailure;
import io.cartostream.producer.call.ApiCalls;
import io.cartostream.producer.call.RetryPolicy;
import io.cartostream.producer.provider.AccountRequest;
import io.cartostream.producer.provider.SourceContext;
import io.cartostream.producer.sync.SyncOptions;
import io.cartostream.producer.sync.SyncReport;
import io.cartostream.producer.sync.SyncRunner;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs one job: one account, all its scopes; again if the account did not answer. One thread at a time. */
public final class JobRunner {

    private static final Set<FailureReason> HOPELESS =
            Set.of(FailureReason.ACCESS_DENIED, FailureReason.INVALID_CREDENTIALS, FailureReason.UNSUPPORTED_REGION);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(10);

    private final WorkerSettings settings;
    private final JobEnvironment environment;
    private final EventPublisher publisher;
    private final ShutdownCancellation cancellation;
    private final WorkerListener listener;
    private final SourceContext context;

    /** A runner; the publisher remains the caller's to close. */
    public JobRunner(
            WorkerSettings settings,
            JobEnvironment environment,
            EventPublisher publisher,
            ShutdownCancellation cancellation,
            WorkerListener listener) {
        this.settings = settings;
        this.environment = environment;
        this.publisher = publisher;
        this.cancellation = cancellation;
        this.listener = listener;
        this.context = new SourceContext(
                environment.catalogue(), ApiCalls.create(RetryPolicy.DEFAULT, Map.of()), environment.clock());
    }

    /**
     * Runs a job to its end.
     *
     * @throws WorkerException if nothing can be sent to Kafka
     */
    public JobOutcome run(SyncJob job) {
        JobOutcome outcome = attempts(job);
        if (!outcome.abandoned()) {
            listener.jobEnded(job, outcome);
        }
        return outcome;
    }

    private JobOutcome attempts(SyncJob job) {
        for (int attempt = 1; ; attempt++) {
            InventorySource source;
            try {
                source = environment
                        .providers()
                        .get(job.getProvider())
                        .open(request(job), settings.connection(), context);
            } catch (IllegalArgumentException e) {
                return JobOutcome.failed("INVALID_JOB", String.valueOf(e.getMessage()));
            }
            SyncReport report = read(source);
            if (cancellation.cancelled()) {
                return JobOutcome.ABANDONED;
            }
            if (report.publishProblem() != null) {
                throw new WorkerException(report.publishProblem(), null);
            }
            ReadFailure failure = wholeFailure(report);
            if (failure == null) {
                listener.jobRead(job, report);
                return JobOutcome.SERVED;
            }
            if (attempt >= settings.attempts() || HOPELESS.contains(failure.reason())) {
                return JobOutcome.failed(failure.reason().name(), failure.line());
            }
            if (cancellation.await(BETWEEN_ATTEMPTS)) {
                return JobOutcome.ABANDONED;
            }
        }
    }

    private SyncReport read(InventorySource source) {
        SyncRunner runner = new SyncRunner(
                environment.catalogue(),
                publisher,
                SyncOptions.defaults()
                        .withParallelism(settings.parallel(), 1)
                        .withRedactor(environment.redactor())
                        .withClock(environment.clock()));
        cancellation.cancels(runner::cancel);
        return runner.run(source);
    }

    /** The failure that kept the account as a whole from being read; null if at least one scope was read. */
    static @Nullable ReadFailure wholeFailure(SyncReport report) {
        if (!report.sources().isEmpty()) {
            return report.sources().get(0).failure();
        }
        boolean none = report.scopeCount() > 0 && report.failedCount() == report.scopeCount();
        return none ? report.failed().get(0).first() : null;
    }

    private static AccountRequest request(SyncJob job) {
        return new AccountRequest(
                job.getAccount(), job.getRoleName(), job.getExternalId(), job.getRegions(), job.getResourceTypes());
    }
}
