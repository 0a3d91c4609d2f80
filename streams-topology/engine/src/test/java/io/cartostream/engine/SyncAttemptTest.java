package io.cartostream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.engine.event.ReadCoverage;
import io.cartostream.engine.event.ReadCoverage.Cause;
import io.cartostream.engine.scope.ScopeStatus;
import io.cartostream.engine.scope.ScopeStatus.State;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a scope's status says of the newest sync and of the resources that it could not read. */
class SyncAttemptTest {

    private final EngineSimulator engine = new EngineSimulator(1, new TestModels("1"), EngineConfig.defaults(), true);
    private final EventScript events = new EventScript(EventScript.HOSTS);

    @Test
    void shouldReportUnreadableResourcesOfACompleteSync() {
        ReadCoverage coverage = new ReadCoverage(7, List.of(cause("THROTTLED", 1), cause("ACCESS_DENIED", 4)));
        events.sync("s1", 0).lists(0, "h1").completes(1, coverage);

        assertThat(status().coverage().seen()).isEqualTo(7);
        assertThat(status().coverage().unreadable()).isEqualTo(5);
        assertThat(status().coverage().causes())
                .extracting(Cause::reason)
                .containsExactly("ACCESS_DENIED", "THROTTLED");
        assertThat(status().state()).isEqualTo(State.FRESH);
        assertThat(status().fullyRead()).isFalse();
    }

    @Test
    void shouldForgetUnreadableResourcesAfterAFullyReadSync() {
        events.sync("s1", 0).lists(0, "h1").completes(1, new ReadCoverage(1, List.of(cause("ACCESS_DENIED", 1))));
        events.sync("s2", 10).lists(10, "h1").completes(11, new ReadCoverage(1, List.of()));

        assertThat(status().fullyRead()).isTrue();
    }

    @Test
    void shouldBoundTheCausesAndKeepTheirSum() {
        Cause cause = new Cause("OTHER", "C", "o", null, "m".repeat(5000), 2, Collections.nCopies(9, "i".repeat(5000)));
        events.sync("s1", 0).lists(0, "h1").completes(1, new ReadCoverage(99, Collections.nCopies(40, cause)));

        assertThat(status().coverage().causes()).hasSize(8).allSatisfy(each -> {
            assertThat(each.message()).hasSizeLessThanOrEqualTo(300);
            assertThat(each.examples()).hasSizeLessThanOrEqualTo(3);
        });
        assertThat(status().coverage().unreadable()).isEqualTo(80);
    }

    @Test
    void shouldKeepTheNewestFailureWhenAnOlderSyncCompletesLate() {
        EventScript.Sync older = events.sync("s1", 0).lists(0, "h1");
        events.sync("s2", 5).fails(6);
        older.completes(10);

        assertThat(status().state()).isEqualTo(State.STALE);
        assertThat(status().failureReason()).isEqualTo("ACCESS_DENIED");
        assertThat(status().message()).isEqualTo("no");
        assertThat(status().lastCompletedSyncId()).isEqualTo("s1");
        assertThat(status().lastAttemptStart()).isEqualTo(EventScript.millis(5));
    }

    @Test
    void shouldKeepTheNewestFailureWhenAnOlderSyncFailsLate() {
        EventScript.Sync older = events.sync("s1", 0).lists(0, "h1");
        events.sync("s2", 5).fails(6);
        older.failsWith(10, "late");

        assertThat(status().failureReason()).isEqualTo("ACCESS_DENIED");
        assertThat(status().message()).isEqualTo("no");
    }

    @Test
    void shouldTurnFreshWhenALaterSyncCompletes() {
        events.sync("s1", 0).fails(1);
        events.sync("s2", 5).lists(5, "h1").completes(6);

        assertThat(status().state()).isEqualTo(State.FRESH);
        assertThat(status().message()).isNull();
        assertThat(status().lastAttemptStart()).isEqualTo(EventScript.millis(5));
    }

    private static Cause cause(String reason, long count) {
        return new Cause(reason, "Code", "s3:GetBucketPolicy", null, "no", count, List.of("b1"));
    }

    private ScopeStatus status() {
        events.all.forEach(engine::append);
        events.all.clear();
        engine.rest();
        return Objects.requireNonNull(engine.statuses.get(EventScript.HOSTS.key()));
    }
}
