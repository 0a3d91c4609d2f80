package io.cartostream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HelpTextTest {

    @Test
    void shouldWrapBetweenWordsOnly() {
        assertThat(HelpText.lines("Default: $CARTOSTREAM_CONFIG, else ./cartostream.properties if it exists.", 30))
                .containsExactly("Default: $CARTOSTREAM_CONFIG,", "else ./cartostream.properties", "if it exists.");
    }

    @Test
    void shouldKeepAWordThatIsWiderThanTheLine() {
        assertThat(HelpText.lines("see https://example.com/a/very-long-path here", 10))
                .containsExactly("see", "https://example.com/a/very-long-path", "here");
    }

    @Test
    void shouldKeepACommandInBackticksTogether() {
        assertThat(HelpText.lines("stop it with `cartostream local down` first", 24))
                .containsExactly("stop it with", "`cartostream local down`", "first");
    }

    @Test
    void shouldKeepAnExampleInOneLine() {
        assertThat(HelpText.lines("  cartostream topics show graph-changes --follow", 20))
                .containsExactly("  cartostream topics show graph-changes --follow");
    }

    @Test
    void shouldBeginTheMeaningOnTheNextLineWhenTheNameIsWide() {
        assertThat(HelpText.row("  --a-long-name=VALUE", "  --a-long-name=VALUE", List.of("What it is."), 10, 40))
                .isEqualToNormalizingNewlines("  --a-long-name=VALUE\n          What it is.\n");
    }

    @Test
    void shouldAlignTheLinesOfAMeaning() {
        assertThat(HelpText.row("  --a", "  --a", List.of("One two three."), 8, 16))
                .isEqualToNormalizingNewlines("  --a   One two\n        three.\n");
    }
}
