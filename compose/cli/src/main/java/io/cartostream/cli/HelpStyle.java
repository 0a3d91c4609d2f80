package io.cartostream.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Layout of help: a subcommand shows its own options, and refers to the root for the options of every command. */
final class HelpStyle {

    private HelpStyle() {}

    /** Styles this command and its subcommands. */
    static void apply(CommandLine commandLine) {
        commandLine.setHelpFactory(OwnOptionsFirst::new);
        headings(commandLine);
    }

    private static void headings(CommandLine commandLine) {
        CommandSpec spec = commandLine.getCommandSpec();
        UsageMessageSpec usage = spec.usageMessage();
        usage.sortOptions(false).sortSynopsis(false).abbreviateSynopsis(true);
        usage.parameterListHeading("%nArguments:%n").commandListHeading("%nCommands:%n");
        usage.synopsisHeading("Usage: ").descriptionHeading(usage.description().length == 0 ? "" : "%n");
        usage.optionListHeading(spec.parent() == null ? "%nOptions of every command:%n" : "%nOptions:%n");
        commandLine.getSubcommands().values().forEach(HelpStyle::headings);
    }

    /** Replaces picocli's layout, which breaks options, paths and examples in their middle. */
    private static final class OwnOptionsFirst extends Help {

        private static final int NARROW = 80;
        private static final int WIDEST_NAME = 30;
        private static final int WIDEST_NAME_WHEN_NARROW = 20;
        private static final String MARGIN = "  ";

        OwnOptionsFirst(CommandSpec spec, ColorScheme colours) {
            super(spec, colours);
        }

        private int width() {
            return commandSpec().usageMessage().width();
        }

        @Override
        public String header(Object... parameters) {
            return HelpText.paragraphs(commandSpec().usageMessage().header(), width());
        }

        @Override
        public String description(Object... parameters) {
            return HelpText.paragraphs(commandSpec().usageMessage().description(), width());
        }

        @Override
        public String footer(Object... parameters) {
            return HelpText.paragraphs(commandSpec().usageMessage().footer(), width());
        }

        @Override
        public String parameterList() {
            Map<String, List<String>> rows = new LinkedHashMap<>();
            for (PositionalParamSpec parameter : commandSpec().positionalParameters()) {
                if (!parameter.hidden()) {
                    rows.put(MARGIN + label(parameter), List.of(parameter.description()));
                }
            }
            return table(rows);
        }

        @Override
        public String optionList() {
            boolean root = commandSpec().parent() == null;
            Map<String, List<String>> rows = new LinkedHashMap<>();
            for (OptionSpec option : commandSpec().options()) {
                if (!option.hidden() && (root || !option.inherited())) {
                    rows.put(MARGIN + names(option) + label(option), List.of(option.description()));
                }
            }
            if (root) {
                return table(rows);
            }
            String others = "… and the options of every command (`"
                    + commandSpec().root().name() + " --help`): --json, --verbose, --config, --bootstrap-servers …";
            StringBuilder text = new StringBuilder(table(rows));
            for (String line : HelpText.lines(others, width() - MARGIN.length())) {
                text.append(MARGIN).append(line).append(System.lineSeparator());
            }
            return text.toString();
        }

        @Override
        public String commandList() {
            Map<String, List<String>> rows = new LinkedHashMap<>();
            commandSpec().subcommands().forEach((name, command) -> {
                UsageMessageSpec usage = command.getCommandSpec().usageMessage();
                if (!usage.hidden() && name.equals(command.getCommandName())) {
                    String[] header = usage.header().length == 0 ? usage.description() : usage.header();
                    rows.put(MARGIN + name, header.length == 0 ? List.of() : List.of(header[0]));
                }
            });
            return table(rows);
        }

        /** Short names first; a long name without a short one is indented, so that long names are below each other. */
        private static String names(OptionSpec option) {
            List<String> names = new ArrayList<>(List.of(option.names()));
            return (names.get(0).startsWith("--") ? MARGIN + MARGIN : "") + String.join(", ", names);
        }

        private String label(ArgSpec argument) {
            return parameterLabelRenderer()
                    .renderParameterLabel(argument, Ansi.OFF, List.of())
                    .toString();
        }

        private String table(Map<String, List<String>> rows) {
            int limit = width() < NARROW ? WIDEST_NAME_WHEN_NARROW : WIDEST_NAME;
            int widest = rows.keySet().stream()
                    .mapToInt(String::length)
                    .filter(length -> length <= limit)
                    .max()
                    .orElse(limit);
            int column = widest + MARGIN.length();
            StringBuilder text = new StringBuilder();
            rows.forEach((name, meaning) -> text.append(
                    HelpText.row(name, colorScheme().optionText(name).toString(), meaning, column, width())));
            return text.toString();
        }
    }
}
