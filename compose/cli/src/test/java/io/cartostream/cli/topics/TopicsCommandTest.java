package io.cartostream.cli.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.cli.CliRun;
import org.junit.jupiter.api.Test;

final class TopicsCommandTest {

    @Test
    void shouldRejectAScopeWhenTheTopicHasNoScopesInItsKeys() {
        CliRun run = CliRun.of("topics", "show", "graph-changes", "--scope", "aws/1/eu-west-1/ec2.vpc");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("graph-changes has no scopes in its keys: use --key");
    }

    @Test
    void shouldRejectAMalformedScope() {
        CliRun run = CliRun.of("topics", "show", "inventory-raw", "--scope", "aws/1");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--scope");
    }

    @Test
    void shouldRejectALimitBelowOne() {
        CliRun run = CliRun.of("topics", "show", "inventory-raw", "--limit", "0");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--limit must be at least 1");
    }

    @Test
    void shouldRejectATimeThatIsNeitherAnInstantNorADuration() {
        CliRun run = CliRun.of("topics", "show", "inventory-raw", "--since", "yesterday");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("'yesterday'");
    }

    @Test
    void shouldSuggestATopicWhenTheNameIsUnknown() {
        CliRun run = CliRun.of("topics", "show", "inventory-row");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("did you mean 'inventory-raw'?");
    }

    @Test
    void shouldRefuseToReplayEverything() {
        CliRun run = CliRun.of("topics", "replay");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--scope, --key, --since or --until");
    }
}
