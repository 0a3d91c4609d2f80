package io.cartostream.cli.sync;

import io.cartostream.cli.session.CommandSession;
import io.cartostream.cli.session.SettingKey;
import io.cartostream.producer.SecretRedactor;

/** What becomes of secrets by the settings, and the word, once, that their hashes are left out. One thread. */
public final class RedactionSettings {

    private final CommandSession session;
    private final SecretRedactor redactor;
    private boolean told;

    /** By the session's settings. */
    public RedactionSettings(CommandSession session) {
        this.session = session;
        this.redactor = SecretRedactor.withKey(session.settings().redactionKey());
    }

    /** For a run. */
    public SecretRedactor redactor() {
        return redactor;
    }

    /** After a run: says that secrets were redacted without a hash, if so and not yet said. */
    void tell() {
        if (redactor.leftOutHash() && !told) {
            told = true;
            session.err()
                    .println(
                            "secrets were redacted without a hash, so that a changed one looks like an unchanged one: set $"
                                    + SettingKey.REDACTION_KEY.variables().get(0)
                                    + " (see _docs/reference/configuration.md)");
            session.err().flush();
        }
    }
}
