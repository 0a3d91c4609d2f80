package io.cartostream.local;

import io.cartostream.cli.CartostreamCommand;
import io.cartostream.cli.session.PollPause;
import io.cartostream.cli.session.ProcessEnvironment;
import java.io.BufferedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * One run of the launcher's command line in this JVM.
 *
 * @param out what it printed and flushed
 * @param err its errors
 */
record CommandRun(int exitCode, String out, String err) {

    static CommandRun of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        ProcessEnvironment environment = new ProcessEnvironment(
                new PrintWriter(new BufferedWriter(out), true),
                new PrintWriter(err, true),
                Map.of(),
                Path.of("nowhere"),
                Clock.systemUTC(),
                PollPause.REAL,
                false);
        int code =
                CartostreamCommand.commandLine(environment, LocalMain.COMMANDS).execute(arguments);
        return new CommandRun(code, out.toString(), err.toString());
    }
}
