package io.cartostream.cli.session;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** Asks on a terminal before something is deleted. Off a terminal, only the option {@code --yes} confirms. */
public final class ConfirmPrompt {

    private static final Set<String> YES = Set.of("y", "yes");

    private final CommandSession session;
    private final boolean confirmed;
    private final BufferedReader answers;

    ConfirmPrompt(CommandSession session, boolean confirmed, BufferedReader answers) {
        this.session = session;
        this.confirmed = confirmed;
        this.answers = answers;
    }

    /**
     * A prompt that reads standard input.
     *
     * @param confirmed whether {@code --yes} is given
     */
    public static ConfirmPrompt of(CommandSession session, boolean confirmed) {
        return new ConfirmPrompt(
                session, confirmed, new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
    }

    /**
     * Fails at once if there is no one to ask. Call it before the work that leads to the question.
     *
     * @throws CommandFailure (usage) off a terminal without {@code --yes}
     */
    public void requireAnswerable() {
        if (!confirmed && !session.surroundings().interactive()) {
            throw CommandFailure.usage("this command asks before it deletes; without a terminal, confirm with --yes");
        }
    }

    /**
     * Asks, unless {@code --yes} is given.
     *
     * @throws CommandFailure if the answer is not yes, or there is none
     */
    public void require(String question) {
        requireAnswerable();
        if (confirmed) {
            return;
        }
        session.err().print(question + " [y/N] ");
        session.err().flush();
        String answer;
        try {
            answer = answers.readLine();
        } catch (IOException e) {
            throw CommandFailure.failed("cannot read the answer: " + FailureText.of(e), e);
        }
        if (answer == null || !YES.contains(answer.strip().toLowerCase(Locale.ROOT))) {
            throw CommandFailure.failed("not confirmed: nothing was sent");
        }
    }
}
