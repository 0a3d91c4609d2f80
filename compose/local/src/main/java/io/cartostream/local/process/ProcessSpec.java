package io.cartostream.local.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to run one process of the stack.
 *
 * @param name its short name, which commands and files use
 * @param command the program and its arguments
 * @param environment environment variables
 * @param environmentFiles environment variables whose values are the contents of files: secrets stay in files of mode 600
 * @param folder the working folder
 * @param log where standard output and error go, appended
 * @param probe when it counts as ready
 * @param startWhen a file that must exist before the process is started; null: at once
 * @param stalledAfter how long a starting process may neither log nor compute
 * @param stopRank lower ranks are stopped first, equal ones together
 */
public record ProcessSpec(
        String name,
        List<String> command,
        Map<String, String> environment,
        Map<String, Path> environmentFiles,
        Path folder,
        Path log,
        ReadinessProbe probe,
        @Nullable Path startWhen,
        Duration stalledAfter,
        int stopRank) {

    /** The same with these environment variables, too. */
    public ProcessSpec with(Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(variables);
        return new ProcessSpec(
                name, command, all, environmentFiles, folder, log, probe, startWhen, stalledAfter, stopRank);
    }
}
