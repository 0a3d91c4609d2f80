package io.cartostream.cli.output;

import java.util.Locale;
import java.util.Map;

/** Colours the names of states for a terminal: green works, yellow needs a look, red needs an action. */
final class StateColour {

    private static final String RESET = "\u001b[0m";
    private static final String GREEN = "\u001b[32m";
    private static final String YELLOW = "\u001b[33m";
    private static final String RED = "\u001b[31m";
    private static final String FAINT = "\u001b[2m";

    private static final Map<String, String> COLOURS = Map.ofEntries(
            Map.entry("ok", GREEN),
            Map.entry("fresh", GREEN),
            Map.entry("served", GREEN),
            Map.entry("running", GREEN),
            Map.entry("ready", GREEN),
            Map.entry("yes", GREEN),
            Map.entry("stale", YELLOW),
            Map.entry("partly_read", YELLOW),
            Map.entry("pending", YELLOW),
            Map.entry("warning", YELLOW),
            Map.entry("waiting", YELLOW),
            Map.entry("held", RED),
            Map.entry("failed", RED),
            Map.entry("missing", RED),
            Map.entry("skipped", FAINT),
            Map.entry("unknown", FAINT),
            Map.entry("retired", FAINT));

    private StateColour() {}

    /** The text in the colour of its state; unchanged if it is no known state. */
    static String paint(String text) {
        String colour = COLOURS.get(text.toLowerCase(Locale.ROOT));
        return colour == null ? text : colour + text + RESET;
    }
}
