package io.cartostream.local.operation;

import io.cartostream.cli.CartostreamCommand;
import io.cartostream.cli.pipeline.RunningPipeline;
import io.cartostream.cli.session.CliSettings;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.CommandSession;
import io.cartostream.cli.session.FailureText;
import io.cartostream.cli.session.ProcessEnvironment;
import io.cartostream.local.stack.StackException;
import io.cartostream.local.stack.StackFiles;
import io.cartostream.local.stack.StackSettings;
import io.cartostream.local.stack.SupervisorClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** One local stack as the commands see it: its files, its settings, and the command line pointed at it. */
public final class LocalSession {

    /** The name in the connector's configuration file. */
    private static final String CONNECTOR = "neo4j-sink";

    private final CommandSession session;
    private final StackFiles files;

    public LocalSession(CommandSession session, StackFiles files) {
        this.session = session;
        this.files = files;
    }

    public CommandSession session() {
        return session;
    }

    public StackFiles files() {
        return files;
    }

    public boolean json() {
        return session.json();
    }

    /** Prints a line, unless the result is JSON. */
    public void say(String line) {
        if (!json()) {
            session.out().println(line);
            session.out().flush();
        }
    }

    /** Work on the stack. */
    public interface Work<T> {
        T run() throws IOException, StackException;
    }

    /** Runs work on the stack; turns a failure into the failure of the command, with one line. */
    public static <T> T orFail(Work<T> work) {
        try {
            return work.run();
        } catch (StackException e) {
            throw CommandFailure.failed(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw CommandFailure.failed("local stack: " + FailureText.of(e), e);
        }
    }

    /** The settings of a stack that was started before. */
    public StackSettings stack() {
        if (!Files.exists(files.settings())) {
            throw CommandFailure.failed(
                    "no local stack in " + files.state() + "; start one with: cartostream local up");
        }
        return orFail(() -> StackSettings.readOrNew(files, "cartostream"));
    }

    /** Fails at once, with the command that starts the stack, if it does not run. */
    public void requireRunning() {
        if (orFail(() -> new SupervisorClient(files).status()).isEmpty()) {
            throw notRunning();
        }
    }

    /** The failure of a command that needs a running stack. */
    public static CommandFailure notRunning() {
        return CommandFailure.failed("the local stack is not running; start it with: cartostream local up");
    }

    /** The environment of a command that addresses this stack; this process's own variables do not count. */
    private ProcessEnvironment surroundings(PrintWriter out, PrintWriter err) {
        ProcessEnvironment own = session.surroundings();
        Map<String, String> environment = new HashMap<>(own.environment());
        environment.keySet().removeIf(name -> name.startsWith("CARTOSTREAM_") || name.startsWith("NEO4J_"));
        environment.put("CARTOSTREAM_CONFIG", files.commandLine().toString());
        return new ProcessEnvironment(out, err, environment, own.directory(), own.clock(), own.pause(), false);
    }

    /** The settings of this stack, for the clients of the command line. */
    public CliSettings settings() {
        CommandLine commandLine = CartostreamCommand.commandLine(surroundings(session.out(), session.err()));
        return ((CartostreamCommand) commandLine.getCommand()).session().settings();
    }

    /** How to wait for the stages of a local stack. */
    public static RunningPipeline.Watch watch(Duration patience) {
        String advice = "See: cartostream local status, cartostream local logs ";
        return new RunningPipeline.Watch(CONNECTOR, patience, advice + "topology", advice + "connect");
    }

    /** The exit code and the output of a command. */
    public record Result(int exitCode, String out, String err) {}

    /** Runs a command of the command line against this stack. */
    public Result run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine =
                CartostreamCommand.commandLine(surroundings(new PrintWriter(out, true), new PrintWriter(err, true)));
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        int code = commandLine.execute(all.toArray(new String[0]));
        return new Result(code, out.toString(), err.toString());
    }

    /** {@link #run}, which must succeed. */
    public Result require(String what, String... arguments) {
        Result result = run(arguments);
        if (result.exitCode() != 0) {
            String reason = (result.err() + result.out()).strip().replaceFirst("^cartostream: ", "");
            throw CommandFailure.failed(what + ": " + reason);
        }
        return result;
    }
}
