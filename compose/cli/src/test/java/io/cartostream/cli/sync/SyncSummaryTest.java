package io.cartostream.cli.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.avro.FailureReason;
import io.cartostream.contract.Scope;
import io.cartostream.producer.ReadFailure;
import io.cartostream.producer.sync.FailureCount;
import io.cartostream.producer.sync.ScopeResult;
import io.cartostream.producer.sync.ScopeResult.State;
import io.cartostream.producer.sync.SyncReport;
import io.cartostream.producer.sync.SyncTally;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SyncSummaryTest {

    private static ScopeResult scope(String type, State state, long items, @Nullable ReadFailure failure) {
        Scope scope = new Scope("aws", "123456789012", Scope.GLOBAL, type);
        return new ScopeResult(scope, "s", state, items, 0, List.of(), failure, Duration.ofSeconds(1));
    }

    private static SyncReport report(ScopeResult... scopes) {
        SyncTally tally = new SyncTally();
        List.of(scopes).forEach(tally::add);
        return tally.report(null, Instant.EPOCH, Duration.ofSeconds(1));
    }

    @Test
    void shouldCountWhatIsNotForTheAccountApart() {
        ReadFailure denied = ReadFailure.of(FailureReason.ACCESS_DENIED, "another account lists this");

        SyncReport report = report(
                scope("iam.user", State.COMPLETED, 3, null),
                scope("organizations.root", State.SKIPPED, 0, denied),
                scope("organizations.units", State.SKIPPED, 0, denied));

        assertThat(report.succeeded()).isTrue();
        assertThat(SyncSummary.text(report))
                .startsWith("1 scope completed, 3 resources")
                .endsWith(", 2 skipped (other accounts' to list)");
    }

    @Test
    void shouldSayHowManyFailedAndThatNothingOfTheseIsDeleted() {
        ReadFailure denied = ReadFailure.of(FailureReason.ACCESS_DENIED, "no");

        SyncReport report =
                report(scope("ec2.vpc", State.FAILED, 0, denied), scope("iam.user", State.COMPLETED, 1, null));

        assertThat(report.succeeded()).isFalse();
        assertThat(SyncSummary.text(report))
                .startsWith("1 scope completed, 1 resource,")
                .endsWith("; 1 failed (nothing of these is deleted)");
    }

    @Test
    void shouldReportScopesWithTheSameFailureOnce() {
        ReadFailure denied = new ReadFailure(FailureReason.ACCESS_DENIED, "ec2:DescribeVpcs", "ec2:DescribeVpcs", "no");
        ScopeResult[] results = new ScopeResult[5];
        Arrays.setAll(results, i -> scope("ec2.vpc", State.FAILED, 0, denied));

        assertThat(report(results).failed())
                .singleElement()
                .extracting(SyncSummary::failed)
                .asString()
                .startsWith("ec2.vpc in 5 scopes (aws/123456789012/global/ec2.vpc, ")
                .endsWith(" …): ACCESS_DENIED in ec2:DescribeVpcs (missing permission ec2:DescribeVpcs): no");
        assertThat(report(results[0]).failed())
                .singleElement()
                .extracting(SyncSummary::failed)
                .asString()
                .startsWith("aws/123456789012/global/ec2.vpc: ACCESS_DENIED");
    }

    @Test
    void shouldGiveAPartlyReadRunAnExitCode() {
        ReadFailure denied = ReadFailure.of(FailureReason.ACCESS_DENIED, "no");
        Scope scope = new Scope("aws", "123456789012", Scope.GLOBAL, "s3.bucket-acl");
        ScopeResult partly = new ScopeResult(
                scope,
                "s",
                State.COMPLETED,
                9,
                2,
                List.of(new FailureCount(denied, 2, List.of())),
                denied,
                Duration.ZERO);
        ScopeResult failed = scope("ec2.vpc", State.FAILED, 0, denied);

        assertThat(SyncRun.exitCode(report(scope("iam.user", State.COMPLETED, 1, null))))
                .isZero();
        assertThat(SyncRun.exitCode(report(partly))).isEqualTo(3);
        assertThat(SyncRun.exitCode(report(partly, failed))).isEqualTo(1);
        assertThat(SyncSummary.text(report(partly))).endsWith(", 2 unreadable (known facts kept; 1 scope partly read)");
    }

    @Test
    void shouldSayWhyResourcesAreUnreadableOnceForEachReason() {
        ReadFailure denied = new ReadFailure(FailureReason.ACCESS_DENIED, "s3:GetBucketAcl", "s3:GetBucketAcl", "no");
        Scope scope = new Scope("aws", "123456789012", Scope.GLOBAL, "s3.bucket-acl");
        ScopeResult result = new ScopeResult(
                scope,
                "s",
                State.COMPLETED,
                9,
                2,
                List.of(new FailureCount(denied, 2, List.of("b1", "b2"))),
                denied,
                Duration.ZERO);

        assertThat(report(result, result).unreadableKinds())
                .singleElement()
                .extracting(SyncSummary::unreadable)
                .isEqualTo("unreadable: 4 of s3.bucket-acl (b1, b2, b1 …): ACCESS_DENIED in s3:GetBucketAcl"
                        + " (missing permission s3:GetBucketAcl): no");
    }
}
