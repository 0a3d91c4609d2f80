package io.cartostream.local;

import io.cartostream.cli.session.CommandFailure;
import io.cartostream.local.process.CleanEnvironment;
import io.cartostream.local.stack.ProcessSpecs;
import io.cartostream.local.stack.StackException;
import io.cartostream.local.stack.StackSettings;
import java.nio.charset.StandardCharsets;

/** The models of a local stack: what they would change, and putting them in force. The topology's own command does both. */
final class ModelRaise {

    private static final String UNCHANGED = "in force already";
    private static final String FIRST = "no models yet";

    private final LocalSession local;
    private final StackSettings settings;

    ModelRaise(LocalSession local, StackSettings settings) {
        this.local = local;
        this.settings = settings;
    }

    /** What the models at hand would change. */
    String preview() {
        return run(false);
    }

    /** Puts the models at hand in force, and says what they change. */
    String raise() {
        return run(true);
    }

    /** {@link #raise}, and a word about it if they are others than those in force. */
    void raiseIfDifferent() {
        String said = raise();
        if (!said.contains(UNCHANGED) && !said.contains(FIRST)) {
            local.say("other models than before:");
            said.lines().forEach(line -> local.say("  " + line));
        }
    }

    private String run(boolean raise) {
        return LocalSession.orFail(() -> {
            ProcessBuilder builder = new ProcessBuilder(new ProcessSpecs(local.files(), settings, false).models(raise))
                    .redirectErrorStream(true);
            CleanEnvironment.clean(builder.environment());
            Process process = builder.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (exitCode(process) != 0) {
                throw CommandFailure.failed("the models: " + said.strip());
            }
            return said;
        });
    }

    private static int exitCode(Process process) throws StackException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new StackException("interrupted");
        }
    }
}
