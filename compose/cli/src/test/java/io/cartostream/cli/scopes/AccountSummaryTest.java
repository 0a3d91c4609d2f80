package io.cartostream.cli.scopes;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.avro.ScopeState;
import io.cartostream.avro.ScopeStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AccountSummaryTest {

    private static final Instant EARLY = Instant.parse("2026-03-01T10:00:00Z");
    private static final Instant LATE = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void shouldAddUpScopesWhenTheyShareAnAccount() {
        AccountSummary summary = AccountSummary.of(
                        List.of(scope("1", ScopeState.FRESH, LATE), scope("1", ScopeState.STALE, EARLY)))
                .get(0);

        assertThat(summary.account()).isEqualTo("aws/1");
        assertThat(summary.resources()).isEqualTo(20);
        assertThat(summary.oldest()).isEqualTo(EARLY);
        assertThat(summary.worst()).isEqualTo(ScopeCondition.STALE);
    }

    @Test
    void shouldPutAccountWithHeldScopesFirst() {
        assertThat(AccountSummary.of(List.of(scope("1", ScopeState.FRESH, LATE), scope("2", ScopeState.HELD, LATE))))
                .extracting(AccountSummary::account)
                .containsExactly("aws/2", "aws/1");
    }

    @Test
    void shouldHaveNoAgeWhenAScopeNeverCompleted() {
        assertThat(AccountSummary.of(List.of(scope("1", ScopeState.FRESH, LATE), scope("1", ScopeState.STALE, null)))
                        .get(0)
                        .oldest())
                .isNull();
    }

    private static ScopeStatus scope(String account, ScopeState state, @Nullable Instant completed) {
        ScopeStatus status = new ScopeStatus();
        status.setProvider("aws");
        status.setAccount(account);
        status.setRegion("eu-west-1");
        status.setResourceType("ec2.vpc");
        status.setState(state);
        status.setResources(10);
        status.setLastCompletedStart(completed);
        return status;
    }
}
