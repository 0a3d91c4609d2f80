package io.cartostream.cli.session;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One run of the command line: its options, its settings (read at first use) and its outputs. */
public final class CommandSession {

    private final GlobalOptions options;
    private final ProcessEnvironment surroundings;
    private @Nullable CliSettings settings;

    /** A run with these options in this environment. */
    public CommandSession(GlobalOptions options, ProcessEnvironment surroundings) {
        this.options = options;
        this.surroundings = surroundings;
    }

    /**
     * The validated settings.
     *
     * @throws CommandFailure (usage) that lists every problem
     */
    public CliSettings settings() {
        CliSettings known = settings;
        if (known == null) {
            known = new SettingsReader(options, surroundings.environment(), surroundings.directory()).read();
            settings = known;
        }
        return known;
    }

    /**
     * Every setting in force with its source, sorted by key.
     *
     * @throws CommandFailure (usage) that lists every problem
     */
    public List<SettingValue> settingValues() {
        SettingsReader reader = new SettingsReader(options, surroundings.environment(), surroundings.directory());
        reader.read();
        return reader.values();
    }

    /** Whether results are to be JSON. */
    public boolean json() {
        return options.json();
    }

    /** Whether stack traces are wanted. */
    public boolean verbose() {
        return options.verbose();
    }

    /** Where results go. */
    public PrintWriter out() {
        return surroundings.out();
    }

    /** Where failures and progress go. */
    public PrintWriter err() {
        return surroundings.err();
    }

    /** The environment of the process. */
    public ProcessEnvironment surroundings() {
        return surroundings;
    }

    /** The time. */
    public Instant now() {
        return surroundings.clock().instant();
    }
}
