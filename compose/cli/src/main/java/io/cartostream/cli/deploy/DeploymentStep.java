package io.cartostream.cli.deploy;

import java.util.Locale;

/**
 * What was done about one thing.
 *
 * @param kind topic, subject, compatibility or connector
 * @param name its name
 * @param outcome what came of it
 * @param detail more, for people
 */
public record DeploymentStep(String kind, String name, Outcome outcome, String detail) {

    /** What came of a step. DIFFERS needs the operator. */
    enum Outcome {
        CREATED,
        REGISTERED,
        CHANGED,
        UNCHANGED,
        DIFFERS,
        RUNNING
    }

    String text() {
        String text = String.format(Locale.ROOT, "%-10s %s %s", outcome.name().toLowerCase(Locale.ROOT), kind, name);
        return detail.isEmpty() ? text : text + ": " + detail;
    }
}
