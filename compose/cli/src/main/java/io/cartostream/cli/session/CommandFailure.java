package io.cartostream.cli.session;

import org.jspecify.annotations.Nullable;

/**
 * A failure that one line explains to the user. It ends the command with {@link #exitCode()}, and without a stack trace unless
 * {@code --verbose} is given.
 */
public final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Something failed: a scope, a connection, a check; or nothing was found. */
    public static final int FAILED = 1;
    /** The options or the configuration are wrong. */
    public static final int USAGE = 2;

    /** Every scope was read, but some of the resources in them were unreadable. */
    public static final int PARTLY_READ = 3;

    private final int exitCode;

    private CommandFailure(int exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** A failure while working: exit code 1. */
    public static CommandFailure failed(String message) {
        return new CommandFailure(FAILED, message, null);
    }

    /** A failure while working, with its cause for {@code --verbose}: exit code 1. */
    public static CommandFailure failed(String message, @Nullable Throwable cause) {
        return new CommandFailure(FAILED, message, cause);
    }

    /** Wrong options or a wrong configuration: exit code 2. */
    public static CommandFailure usage(String message) {
        return new CommandFailure(USAGE, message, null);
    }

    public int exitCode() {
        return exitCode;
    }
}
