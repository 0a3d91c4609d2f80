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
     * The clients' own logging stays silent, because every failure is told in one line; {@code --verbose} lets warnings
     * through. To be called before the first logger is made, by every program that runs this command line.
     */
    public static void prepareLogging(String... arguments) {
        boolean verbose = Arrays.asList(arguments).contains("--verbose")
                || Arrays.asList(arguments).contains("-v");
        if (verbose && System.getProperty("org.slf4j.simpleLogger.defaultLogLevel") == null) {
            System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
        }
    }
}
