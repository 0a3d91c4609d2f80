package io.cartostream.local.operation;

import io.cartostream.cli.session.CommandFailure;
import io.cartostream.local.process.CleanEnvironment;
import io.cartostream.local.stack.ProcessSpecs;
import io.cartostream.local.stack.StackException;
import io.cartostream.local.stack.StackSettings;
import io.cartostream.local.stack.UserModels;
import java.nio.charset.StandardCharsets;

/** Previews the configured models of a local stack, or puts them in force. Runs the topology's own command for both. */
public final class ModelRaise {

    private static final String UNCHANGED = "in force already";
    private static final String FIRST = "no models yet";

    private final LocalSession local;
    private final StackSettings settings;

    public ModelRaise(LocalSession local, StackSettings settings) {
        this.local = local;
        this.settings = settings;
    }

    /** Reports what the configured models would change. */
    public String preview() {
        return run(false);
    }

    /** Puts the configured models in force; reports what they change. */
    public String raise() {
        return run(true);
    }

    /** {@link #raise}; prints the changes unless the same models were in force before. */
    public void raiseIfChanged() {
        String report = raise();
        if (!report.contains(UNCHANGED) && !report.contains(FIRST)) {
            local.say("the models have changed:");
            report.lines().forEach(line -> local.say("  " + line));
        }
    }

    private String run(boolean raise) {
        return LocalSession.orFail(() -> {
            if (settings.models() != null) {
                UserModels.requireValid(settings.models());
            }
            ProcessBuilder builder = new ProcessBuilder(new ProcessSpecs(local.files(), settings, false).models(raise))
                    .redirectErrorStream(true);
            CleanEnvironment.clean(builder.environment());
            Process process = builder.start();
            String report = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (exitCode(process) != 0) {
                throw CommandFailure.failed("the models: " + report.strip());
            }
            return report;
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
