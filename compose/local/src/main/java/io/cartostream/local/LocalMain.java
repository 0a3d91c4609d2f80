package io.cartostream.local;

import io.cartostream.cli.CartostreamCommand;
import picocli.CommandLine;

/** The command line of the launcher: everything that {@code cartostream} can do, and the local stack beside it. */
public final class LocalMain {

    private LocalMain() {}

    /** Runs one command and exits with its code. */
    public static void main(String... arguments) {
        io.cartostream.cli.CliMain.prepareLogging(arguments);
        System.exit(commandLine(CartostreamCommand.commandLine()).execute(arguments));
    }

    /** Adds the commands of this module. */
    static CommandLine commandLine(CommandLine root) {
        root.addSubcommand(LocalCommand.class);
        root.addSubcommand(SampleCommand.class);
        root.addSubcommand(DemoCommand.class);
        return root;
    }
}
