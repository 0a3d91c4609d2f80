package io.cartostream.cli.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.cli.output.JsonOutput;
import io.cartostream.cli.output.OutputFormat;
import io.cartostream.cli.output.ResultList;
import io.cartostream.cli.session.CommandSession;
import io.cartostream.cli.session.FormatOption;
import io.cartostream.cli.session.SettingValue;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code config} command. */
@Command(
        name = "config",
        header = "Show the settings in force, and where each comes from.",
        footer = {"", "Examples:", "  cartostream config show"})
public final class ConfigCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    private final CommandSession session;

    ConfigCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? show.");
    }

    @Command(
            name = "show",
            header = "Show each setting with its value and its source.",
            description = {
                "Sources, the first one wins: an option, an environment variable, the properties file, the default. Secrets are"
                        + " masked. Connects to nothing."
            },
            footer = {
                "",
                "Examples:",
                "  cartostream config show",
                "  cartostream config show --config prod.properties -o yaml"
            })
    int show(@Mixin FormatOption format) {
        OutputFormat chosen = format.chosen(session);
        ResultList.of(ConfigCommand::json)
                .column("SETTING", SettingValue::key)
                .column("VALUE", SettingValue::masked)
                .column("SOURCE", SettingValue::source)
                .print(
                        new ResultList.Target(session.out(), false, false),
                        chosen,
                        session.settingValues(),
                        "no settings",
                        List.of());
        return 0;
    }

    private static ObjectNode json(SettingValue setting) {
        return JsonOutput.object()
                .put("setting", setting.key())
                .put("value", setting.masked())
                .put("source", setting.source());
    }
}
