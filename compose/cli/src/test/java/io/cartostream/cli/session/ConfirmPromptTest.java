package io.cartostream.cli.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfirmPromptTest {

    private final StringWriter err = new StringWriter();

    private ConfirmPrompt prompt(boolean terminal, boolean confirmed, String input) {
        ProcessEnvironment environment = new ProcessEnvironment(
                new PrintWriter(new StringWriter()),
                new PrintWriter(err, true),
                Map.of(),
                Path.of("nowhere"),
                Clock.systemUTC(),
                PollPause.REAL,
                terminal);
        CommandSession session = new CommandSession(new GlobalOptions(), environment);
        return new ConfirmPrompt(session, confirmed, new BufferedReader(new StringReader(input)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"y\n", "YES\n", " yes"})
    void shouldReturnWhenTheAnswerIsYes(String answer) {
        prompt(true, false, answer).require("Remove 3 resources?");

        assertThat(err.toString()).isEqualTo("Remove 3 resources? [y/N] ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "n\n", "yess\n"})
    void shouldFailWhenTheAnswerIsNotYes(String answer) {
        ConfirmPrompt prompt = prompt(true, false, answer);

        assertThatThrownBy(() -> prompt.require("Remove 3 resources?"))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("not confirmed: nothing was sent");
    }

    @Test
    void shouldAskNothingWhenYesIsGiven() {
        prompt(false, true, "").require("Remove 3 resources?");

        assertThat(err.toString()).isEmpty();
    }

    @Test
    void shouldNameTheOptionWhenThereIsNoTerminal() {
        ConfirmPrompt prompt = prompt(false, false, "y\n");

        assertThatThrownBy(prompt::requireAnswerable)
                .isInstanceOfSatisfying(
                        CommandFailure.class, e -> assertThat(e.exitCode()).isEqualTo(CommandFailure.USAGE))
                .hasMessageContaining("--yes");
    }

    @Test
    void shouldNotAskBeforeTheQuestionOnATerminal() {
        assertThatCode(prompt(true, false, "")::requireAnswerable).doesNotThrowAnyException();
    }
}
