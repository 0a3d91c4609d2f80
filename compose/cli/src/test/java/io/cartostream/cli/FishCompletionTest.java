package io.cartostream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FishCompletionTest {

    private final String script = CliRun.of("completion", "fish").out();

    @Test
    void shouldCompleteCommandsAtTheirPlace() {
        assertThat(script)
                .contains("complete -c cartostream -n '__cartostream_at' -a 'scopes' -d ")
                .contains("complete -c cartostream -n '__cartostream_at dead-letters' -a 'redrive' -d ");
    }

    @Test
    void shouldCompleteValuesOfOptionsWithCandidates() {
        assertThat(script).contains("-n '__cartostream_at scopes' -s o -l output -x -a 'table wide json yaml csv' -d ");
    }

    @Test
    void shouldOfferOptionsOfEveryCommandOnce() {
        assertThat(script.lines().filter(line -> line.contains(" -l bootstrap-servers ")))
                .singleElement()
                .asString()
                .startsWith("complete -c cartostream -l bootstrap-servers");
    }

    @Test
    void shouldBalanceQuotesInEveryLine() {
        assertThat(script.lines().filter(line -> line.startsWith("complete "))).allSatisfy(line -> assertThat(
                        line.replace("\\'", "").chars().filter(c -> c == '\'').count() % 2)
                .isZero());
    }
}
