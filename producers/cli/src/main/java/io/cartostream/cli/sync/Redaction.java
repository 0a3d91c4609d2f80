package io.cartostream.cli.sync;

import io.cartostream.cli.session.Session;
import io.cartostream.cli.session.Setting;
import io.cartostream.producer.Redactor;

/** What becomes of secrets by the settings, and the word, once, that their hashes are left out. One thread. */
public final class Redaction {

    private final Session session;
    private final Redactor redactor;
    private boolean told;

    /** By the session's settings. */
    public Redaction(Session session) {
        this.session = session;
        this.redactor = Redactor.withKey(session.settings().redactionKey());
    }

    /** For a run. */
    public Redactor redactor() {
        return redactor;
    }

    /** After a run: says that secrets were redacted without a hash, if so and not yet said. */
    void tell() {
        if (redactor.leftOutHash() && !told) {
            told = true;
            session.err()
                    .println(
                            "secrets were redacted without a hash, so that a changed one looks like an unchanged one: set $"
                                    + Setting.REDACTION_KEY.variables().get(0) + " (see configuration.md)");
            session.err().flush();
        }
    }
}
