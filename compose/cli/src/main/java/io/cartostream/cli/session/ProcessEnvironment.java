package io.cartostream.cli.session;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * The process's surroundings, handed in so that tests can give their own.
 *
 * @param out where results go
 * @param err where failures and progress go
 * @param environment the environment variables
 * @param directory the working directory
 * @param clock the time
 * @param pause how to wait
 * @param interactive whether a person looks at a terminal
 */
public record ProcessEnvironment(
        PrintWriter out,
        PrintWriter err,
        Map<String, String> environment,
        Path directory,
        Clock clock,
        PollPause pause,
        boolean interactive) {

    /** Those of this process. Text is UTF-8: a container without a locale would turn our tables into question marks. */
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
