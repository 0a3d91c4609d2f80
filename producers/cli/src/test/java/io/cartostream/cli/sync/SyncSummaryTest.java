package io.cartostream.cli.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.avro.FailureReason;
import io.cartostream.contract.Scope;
import io.cartostream.producer.Failure;
import io.cartostream.producer.sync.ScopeResult;
import io.cartostream.producer.sync.ScopeResult.State;
import io.cartostream.producer.sync.SyncReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SyncSummaryTest {

    private static ScopeResult scope(String type, State state, long items, @Nullable Failure failure) {
        Scope scope = new Scope("aws", "123456789012", Scope.GLOBAL, type);
        return new ScopeResult(scope, "s", state, items, 0, failure, Duration.ofSeconds(1));
    }

    private static SyncReport report(ScopeResult... scopes) {
        return new SyncReport(List.of(scopes), List.of(), Map.of(), null, Instant.EPOCH, Duration.ofSeconds(1));
    }

    @Test
    void shouldCountWhatIsNotForTheAccountApart() {
        Failure denied = Failure.of(FailureReason.ACCESS_DENIED, "another account lists this");

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
        Failure denied = Failure.of(FailureReason.ACCESS_DENIED, "no");

        SyncReport report =
                report(scope("ec2.vpc", State.FAILED, 0, denied), scope("iam.user", State.COMPLETED, 1, null));

        assertThat(report.succeeded()).isFalse();
        assertThat(SyncSummary.text(report))
                .startsWith("1 scope completed, 1 resource,")
                .endsWith("; 1 failed (nothing of these is deleted)");
    }
}
