package io.cartostream.cli;

import io.cartostream.cli.session.ProcessEnvironment;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One execution of the command line in this JVM, and what it said.
 *
 * @param exitCode its exit code
 * @param out its output
 * @param err its error output
 */
public record CliRun(int exitCode, String out, String err) {

    /** Runs in an empty environment, in a folder that does not exist. */
    public static CliRun of(String... arguments) {
        return in(Path.of("nowhere"), Map.of(), arguments);
    }

    /** Runs with these surroundings. */
    public static CliRun in(Path directory, Map<String, String> environment, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        ProcessEnvironment surroundings = new ProcessEnvironment(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                environment,
                directory,
                Clock.systemUTC(),
                duration -> TimeUnit.MILLISECONDS.sleep(Math.min(50, duration.toMillis())),
                false);
        int exitCode = CartostreamCommand.commandLine(surroundings).execute(arguments);
        return new CliRun(exitCode, out.toString(), err.toString());
    }

    /** The output's lines. */
    public List<String> lines() {
        return out.lines().toList();
    }
}
