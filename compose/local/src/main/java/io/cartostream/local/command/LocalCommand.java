package io.cartostream.local.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The local stack. */
@Command(
        name = "local",
        header =
                "Start, watch and stop the whole pipeline on this machine: broker, registry, Neo4j, Connect, topology.",
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            LocalModelsCommand.class,
            RestartCommand.class,
            KillCommand.class
        })
public final class LocalCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "which command? up, down, status, logs, models, restart or kill.");
    }
}
