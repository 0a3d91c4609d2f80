package io.cartostream.cli.sync;

import io.cartostream.cli.session.CommandSession;
import io.cartostream.cli.session.SettingKey;
import io.cartostream.producer.SecretRedactor;

/** The redactor that the settings ask for; reports once that hashes are left out. One thread. */
public final class RedactionSettings {

    private final CommandSession session;
    private final SecretRedactor redactor;
    private boolean reported;

    /** A redactor with the key of the session's settings. */
    public RedactionSettings(CommandSession session) {
        this.session = session;
        this.redactor = SecretRedactor.withKey(session.settings().redactionKey());
    }

    /** The redactor of every run. */
    public SecretRedactor redactor() {
        return redactor;
    }

    /** After a run: reports that secrets were redacted without a hash, unless it was reported before. */
    void report() {
        if (redactor.leftOutHash() && !reported) {
            reported = true;
            session.err()
                    .println(
                            "secrets were redacted without a hash, so that a changed one looks like an unchanged one: set $"
                                    + SettingKey.REDACTION_KEY.variables().get(0)
                                    + " (see _docs/reference/configuration.md)");
            session.err().flush();
        }
    }
}
