package io.cartostream.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Writes the completion script of the shell fish, which picocli does not write. */
final class FishCompletion {

    private static final String PROGRAM = "cartostream";

    private FishCompletion() {}

    /** The script for a root command and everything below it. */
    static String script(CommandLine root) {
        StringBuilder script = new StringBuilder("# fish completion of " + PROGRAM + "\n");
        // True if exactly these words follow the program's name; options do not count.
        script.append("function __cartostream_at\n")
                .append("    set -l words (commandline -opc)\n")
                .append("    set -l commands\n")
                .append("    for word in $words[2..-1]\n")
                .append("        string match -q -- '-*' $word; or set -a commands $word\n")
                .append("    end\n")
                .append("    test \"$commands\" = \"$argv\"\n")
                .append("end\n");
        script.append("complete -c " + PROGRAM + " -f\n");
        commands(root, new ArrayList<>(), script);
        return script.toString();
    }

    private static void commands(CommandLine command, List<String> path, StringBuilder script) {
        String condition = " -n " + quoted("__cartostream_at" + (path.isEmpty() ? "" : " " + String.join(" ", path)));
        Map<String, CommandLine> subcommands = new TreeMap<>(command.getSubcommands());
        subcommands.forEach((name, subcommand) -> script.append("complete -c " + PROGRAM + condition + " -a "
                + quoted(name) + " -d " + quoted(header(subcommand)) + "\n"));
        for (OptionSpec option : command.getCommandSpec().options()) {
            if (!option.hidden() && (path.isEmpty() || !option.inherited())) {
                option(option, path.isEmpty() ? "" : condition, script);
            }
        }
        subcommands.forEach((name, subcommand) -> {
            List<String> deeper = new ArrayList<>(path);
            deeper.add(name);
            commands(subcommand, deeper, script);
        });
    }

    /** An option of the root is complete everywhere, because every command inherits it. */
    private static void option(OptionSpec option, String condition, StringBuilder script) {
        StringBuilder line = new StringBuilder("complete -c " + PROGRAM + condition);
        for (String name : option.names()) {
            line.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
        }
        if (option.arity().max() > 0) {
            Iterable<String> candidates = option.completionCandidates();
            line.append(candidates == null ? " -r -F" : " -x -a " + quoted(String.join(" ", candidates)));
        }
        line.append(" -d ").append(quoted(first(option.description())));
        script.append(line).append('\n');
    }

    private static String header(CommandLine command) {
        return first(command.getCommandSpec().usageMessage().header());
    }

    /** The first sentence of the first line. */
    private static String first(String... lines) {
        if (lines.length == 0) {
            return "";
        }
        int end = lines[0].indexOf(". ");
        return (end < 0 ? lines[0] : lines[0].substring(0, end)).replace("%n", " ");
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
