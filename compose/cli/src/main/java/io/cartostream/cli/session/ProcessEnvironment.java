package io.cartostream.cli.session;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * The environment of the process, a parameter so that tests can replace it.
 *
 * @param out output for results
 * @param err output for failures and progress
 * @param environment the environment variables
 * @param directory the working directory
 * @param pause waits between two polls
 * @param interactive true if the output is a terminal
 */
public record ProcessEnvironment(
        PrintWriter out,
        PrintWriter err,
        Map<String, String> environment,
        Path directory,
        Clock clock,
        PollPause pause,
        boolean interactive) {

    /** The environment of this process. Text is UTF-8, because a container without a locale prints question marks otherwise. */
    public static ProcessEnvironment ofProcess() {
        return new ProcessEnvironment(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                System.getenv(),
                Path.of(""),
                Clock.systemUTC(),
                PollPause.REAL,
                System.console() != null && !"dumb".equals(System.getenv("TERM")));
    }
}
