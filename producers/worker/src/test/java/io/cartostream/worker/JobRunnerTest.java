package io.cartostream.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cartostream.avro.FailureReason;
import io.cartostream.avro.SyncJob;
import io.cartostream.contract.Namespace;
import io.cartostream.contract.Scope;
import io.cartostream.producer.FakePublisher;
import io.cartostream.producer.ReadFailure;
import io.cartostream.producer.SecretRedactor;
import io.cartostream.producer.provider.ConnectionSettings;
import io.cartostream.producer.provider.FakeProvider;
import io.cartostream.producer.publish.PublisherSettings;
import io.cartostream.producer.sync.ScopeResult;
import io.cartostream.producer.sync.SyncReport;
import io.cartostream.producer.sync.SyncTally;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class JobRunnerTest {

    private static final ReadFailure DENIED =
            new ReadFailure(FailureReason.ACCESS_DENIED, "ec2:DescribeVpcs", "ec2:DescribeVpcs", "no");

    private final List<JobOutcome> ended = new ArrayList<>();

    private static WorkerSettings settings(int attempts) {
        PublisherSettings kafka = PublisherSettings.of("localhost:9", "mock://worker", new Namespace("test"), Map.of());
        return new WorkerSettings(kafka, ConnectionSettings.DEFAULT, 1, attempts, true);
    }

    private JobOutcome run(String provider) {
        JobEnvironment environment = new JobEnvironment(
                FakeProvider.PROVIDERS, FakeProvider.CATALOGUE, SecretRedactor.withKey(null), Clock.systemUTC());
        WorkerListener listener = new WorkerListener() {
            @Override
            public void jobEnded(SyncJob job, JobOutcome outcome) {
                ended.add(outcome);
            }
        };
        try (ShutdownCancellation cancellation = ShutdownCancellation.onShutdown()) {
            return new JobRunner(settings(1), environment, new FakePublisher(), cancellation, listener)
                    .run(new SyncJob("j", provider, "1", List.of(), List.of(), null, null, Instant.EPOCH, "me"));
        }
    }

    @Test
    void shouldFailAJobOfAnUnknownProvider() {
        JobOutcome outcome = run("initech");

        assertThat(outcome)
                .isEqualTo(JobOutcome.failed(
                        "INVALID_JOB", "no producer reads provider 'initech'; known are acme, globex"));
        assertThat(ended).containsExactly(outcome);
    }

    @Test
    void shouldFailAJobThatTheProviderRefuses() {
        assertThat(run("acme")).isEqualTo(JobOutcome.failed("INVALID_JOB", "acme cannot be called"));
    }

    @Test
    void shouldServeAJobOfWhichOneScopeWasRead() {
        assertThat(JobRunner.wholeFailure(report(result(ScopeResult.State.COMPLETED, null), failed())))
                .isNull();
    }

    @Test
    void shouldFailAJobOfWhichNoScopeWasRead() {
        assertThat(JobRunner.wholeFailure(report(failed()))).isEqualTo(DENIED);
    }

    @Test
    void shouldRefuseSettingsWithoutAnAttempt() {
        assertThatThrownBy(() -> settings(0)).hasMessageContaining("must be at least 1");
    }

    private static SyncReport report(ScopeResult... results) {
        SyncTally tally = new SyncTally();
        List.of(results).forEach(tally::add);
        return tally.report(null, Instant.EPOCH, Duration.ofSeconds(2));
    }

    private static ScopeResult failed() {
        return result(ScopeResult.State.FAILED, DENIED);
    }

    private static ScopeResult result(ScopeResult.State state, @Nullable ReadFailure failure) {
        Scope scope = new Scope("acme", "1", "eu-west-1", "ec2.vpc");
        return new ScopeResult(scope, "s", state, 10, 0, List.of(), failure, Duration.ZERO);
    }
}
