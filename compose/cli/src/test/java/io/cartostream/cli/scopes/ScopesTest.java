package io.cartostream.cli.scopes;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.avro.ScopeState;
import io.cartostream.avro.ScopeStatus;
import io.cartostream.avro.UnreadableCause;
import io.cartostream.contract.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ScopesTest {

    private static ScopeStatus status(ScopeState state) {
        return ScopeStatus.newBuilder()
                .setProvider("aws")
                .setAccount("1")
                .setRegion("eu-west-1")
                .setResourceType("ec2.vpc")
                .setState(state)
                .setResources(40)
                .setHeldRetractions(15)
                .setUpdatedAt(Instant.EPOCH)
                .build();
    }

    @Test
    void shouldSayThatARetirementRetractsEverythingWhenSomeOfItIsHeld() {
        ScopeStatus held = status(ScopeState.HELD);

        assertThat(ScopeDecision.retracted(held, false)).isEqualTo(40);
        assertThat(ScopeDecision.retracted(held, true)).isEqualTo(15);
    }

    @Test
    void shouldShowWhichResourcesOfAFreshScopeWereUnreadable() {
        ScopeStatus partly = partlyRead();

        assertThat(ScopeCondition.of(partly)).isEqualTo(ScopeCondition.PARTLY_READ);
        assertThat(ScopeList.problem(partly))
                .isEqualTo("5 of 7 unreadable: 4 × AccessDenied (b1, b2, b3 …), 1 × THROTTLED (b4)");
        assertThat(UnreadableText.permissions(partly)).isEqualTo("s3:GetBucketPolicy");
    }

    @Test
    void shouldListPartlyReadScopesBeforeFreshOnes() {
        Map<String, ScopeStatus> statuses =
                Map.of("a", status(ScopeState.FRESH), "b", partlyRead(), "c", status(ScopeState.STALE));

        assertThat(ScopeList.worstFirst(statuses).keySet()).containsExactly("c", "b", "a");
    }

    private static ScopeStatus partlyRead() {
        String call = "s3:GetBucketPolicy";
        ScopeStatus status = status(ScopeState.FRESH);
        status.setSeen(7);
        status.setUnreadable(5);
        status.setUnreadableCauses(List.of(
                new UnreadableCause("ACCESS_DENIED", "AccessDenied", call, call, "no", 4L, List.of("b1", "b2", "b3")),
                new UnreadableCause("THROTTLED", null, call, null, "slow", 1L, List.of("b4"))));
        return status;
    }

    @Test
    void shouldAskWithTheNumberOfHeldResourcesWhenARetractionIsConfirmed() {
        Scope scope = Scope.parse("aws/1/eu-west-1/ec2.vpc");

        assertThat(ScopeDecision.question(scope, status(ScopeState.HELD), true))
                .isEqualTo("Confirm the retraction of 15 resources of aws/1/eu-west-1/ec2.vpc?");
    }

    @Test
    void shouldAskWithTheNumberOfAllResourcesWhenAScopeIsRetired() {
        Scope scope = Scope.parse("aws/1/eu-west-1/ec2.vpc");

        assertThat(ScopeDecision.question(scope, status(ScopeState.FRESH), false))
                .isEqualTo("Retire aws/1/eu-west-1/ec2.vpc and remove its 40 resources?");
    }

    @Test
    void shouldListWhatIsHeldAndStaleFirst() {
        Map<String, ScopeStatus> statuses = Map.of(
                "a", status(ScopeState.RETIRED),
                "b", status(ScopeState.FRESH),
                "c", status(ScopeState.FRESH),
                "d", status(ScopeState.STALE),
                "e", status(ScopeState.HELD));

        assertThat(ScopeList.worstFirst(statuses).keySet()).containsExactly("e", "d", "b", "c", "a");
    }

    @Test
    void shouldShowTheLastAttemptWhenAScopeIsStale() {
        ScopeStatus stale = status(ScopeState.STALE);
        stale.setLastAttemptStart(Instant.parse("2026-03-01T10:00:00Z"));
        stale.setFailureReason("INVALID_CREDENTIALS");
        stale.setMessage("the login has expired");

        assertThat(ScopeList.problem(stale))
                .isEqualTo("sync of 2026-03-01T10:00:00Z: INVALID_CREDENTIALS: the login has expired");
    }
}
