package io.cartostream.cli.scopes;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.avro.ScopeState;
import io.cartostream.avro.ScopeStatus;
import java.time.Instant;
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
    void shouldListWhatIsHeldAndStaleFirst() {
        Map<String, ScopeStatus> statuses = Map.of(
                "a", status(ScopeState.RETIRED),
                "b", status(ScopeState.FRESH),
                "c", status(ScopeState.FRESH),
                "d", status(ScopeState.STALE),
                "e", status(ScopeState.HELD));

        assertThat(ScopeList.worstFirst(statuses).keySet()).containsExactly("e", "d", "b", "c", "a");
    }
}
