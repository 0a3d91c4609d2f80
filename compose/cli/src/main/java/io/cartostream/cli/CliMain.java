package io.cartostream.cli;

import java.util.Arrays;

/** Entry point of the command line. */
public final class CliMain {

    private CliMain() {}

    /** Runs one command and exits with its code. */
    public static void main(String... arguments) {
        prepareLogging(arguments);
        System.exit(CartostreamCommand.commandLine().execute(arguments));
    }

    /**
     * Configures logging: the clients log nothing, because every failure is reported in one line; with {@code --verbose} they log
     * warnings. Call it before the first logger is created, in every program that runs this command line.
     */
    public static void prepareLogging(String... arguments) {
        boolean verbose = Arrays.asList(arguments).contains("--verbose")
                || Arrays.asList(arguments).contains("-v");
        if (verbose && System.getProperty("org.slf4j.simpleLogger.defaultLogLevel") == null) {
            System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
        }
    }
}
