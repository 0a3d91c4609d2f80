package io.cartostream.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
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

    private static final class OwnOptionsFirst extends Help {

        OwnOptionsFirst(CommandSpec spec, ColorScheme colours) {
            super(spec, colours);
        }

        @Override
        public String optionList() {
            if (commandSpec().parent() == null) {
                return super.optionList();
            }
            List<OptionSpec> own = commandSpec().options().stream()
                    .filter(option -> !option.inherited() && !option.hidden())
                    .toList();
            Layout layout = createDefaultLayout();
            layout.addOptions(own, parameterLabelRenderer());
            return layout + "  … and the options of every command (`"
                    + commandSpec().root().name() + " --help`): --json, --verbose, --config, --bootstrap-servers …"
                    + System.lineSeparator();
        }
    }
}
