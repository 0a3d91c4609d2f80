package io.cartostream.cli.session;

import io.cartostream.cli.output.OutputFormat;
import io.cartostream.cli.output.ResultList;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --output} of a command that prints a list. */
public final class FormatOption {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "Form of the list: ${COMPLETION-CANDIDATES}. Default: table; --json is the same as -o json.")
    @Nullable
    OutputFormat format;

    /** The chosen format; {@code --json} counts if the option is absent. */
    public OutputFormat chosen(CommandSession session) {
        OutputFormat given = format;
        if (given == null) {
            return session.json() ? OutputFormat.JSON : OutputFormat.TABLE;
        }
        if (session.json() && given != OutputFormat.JSON) {
            throw CommandFailure.usage("--json and --output " + given + " exclude each other");
        }
        return given;
    }

    /** The output of this run, coloured only on a terminal and only if {@code NO_COLOR} is empty or absent. */
    public static ResultList.Target target(CommandSession session) {
        ProcessEnvironment surroundings = session.surroundings();
        boolean colours = surroundings.interactive()
                && surroundings.environment().getOrDefault("NO_COLOR", "").isEmpty();
        return new ResultList.Target(session.out(), surroundings.interactive(), colours);
    }
}
