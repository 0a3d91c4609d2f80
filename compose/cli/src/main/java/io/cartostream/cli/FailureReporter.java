package io.cartostream.cli;

import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.CommandSession;
import io.cartostream.cli.session.FailureText;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reports each failure in one line on the error output, with a stack trace only if {@code --verbose} is given. */
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
            err.println(PREFIX + FailureText.clean(String.valueOf(known.getMessage())));
        } else {
            err.println(PREFIX + "unexpected failure: " + FailureText.of(failure)
                    + (session.verbose() ? "" : " (--verbose shows the details)"));
        }
        if (session.verbose()) {
            failure.printStackTrace(err);
        }
        err.flush();
        return exitCode;
    }

    /** Reports wrong arguments: the problem, a suggestion, and where to find help. */
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
        return FailureText.clean(String.valueOf(failure.getMessage())).replaceAll("\\R", " ");
    }
}
