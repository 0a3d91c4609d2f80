package io.cartostream.cli;

import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.CommandSession;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells each failure in one line on the error output; the stack trace only on request. */
final class FailureReporter implements IExecutionExceptionHandler {

    private static final String PREFIX = "cartostream: ";

    private final CommandSession session;

    FailureReporter(CommandSession session) {
        this.session = session;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine commandLine, ParseResult parsed) {
        PrintWriter err = commandLine.getErr();
        int exitCode = CommandFailure.FAILED;
        if (failure instanceof CommandFailure known) {
            exitCode = known.exitCode();
            err.println(PREFIX + known.getMessage());
        } else {
            String message = failure.getMessage();
            err.println(PREFIX + "unexpected " + failure.getClass().getSimpleName()
                    + (message == null ? "" : ": " + message)
                    + (session.verbose() ? "" : " (--verbose shows where)"));
        }
        if (session.verbose()) {
            failure.printStackTrace(err);
        }
        err.flush();
        return exitCode;
    }

    /** Wrong arguments: what is wrong, what was probably meant, where help is. */
    static int usage(ParameterException failure, String[] arguments) {
        CommandLine commandLine = failure.getCommandLine();
        PrintWriter err = commandLine.getErr();
        err.println(PREFIX + message(failure));
        if (failure instanceof UnmatchedArgumentException unmatched) {
            List<String> suggestions = unmatched.getSuggestions();
            if (!suggestions.isEmpty()) {
                err.println("Did you mean " + String.join(" or ", suggestions) + "?");
            }
        }
        err.println("See `" + commandLine.getCommandSpec().qualifiedName() + " --help`.");
        err.flush();
        return CommandFailure.USAGE;
    }

    private static String message(ParameterException failure) {
        if (failure instanceof UnmatchedArgumentException unmatched) {
            String first = unmatched.getUnmatched().get(0);
            if (first.startsWith("-")) {
                return "unknown option '" + first + "'";
            }
            boolean group = !failure.getCommandLine().getSubcommands().isEmpty();
            return (group ? "unknown command '" : "unexpected argument '") + first + "'";
        }
        return String.valueOf(failure.getMessage()).replaceAll("\\R", " ");
    }
}
