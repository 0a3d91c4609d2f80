package io.cartostream.local;

import io.cartostream.bench.BenchCommand;
import io.cartostream.cli.CartostreamCommand;
import io.cartostream.cli.CliMain;
import io.cartostream.local.command.DemoCommand;
import io.cartostream.local.command.LocalCommand;
import io.cartostream.local.command.SampleCommand;

/** Entry point of the launcher: all commands of {@code cartostream}, the benchmarks and the local stack. */
public final class LocalMain {

    /** The groups of commands that this module adds to the command line. */
    static final Class<?>[] COMMANDS = {BenchCommand.class, LocalCommand.class, SampleCommand.class, DemoCommand.class};

    private LocalMain() {}

    /** Runs one command and exits with its code. */
    public static void main(String... arguments) {
        CliMain.prepareLogging(arguments);
        System.exit(CartostreamCommand.commandLine(COMMANDS).execute(arguments));
    }
}
