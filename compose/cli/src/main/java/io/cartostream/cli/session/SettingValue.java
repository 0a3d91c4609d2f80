package io.cartostream.cli.session;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A setting in force and where it comes from.
 *
 * @param key its key in the properties file
 * @param value its value, which may be a secret: show {@link #masked}
 * @param source default, the file, the environment variable, or the option
 */
public record SettingValue(String key, String value, String source) {

    private static final Pattern SECRET =
            Pattern.compile("password|secret|jaas|token|user\\.info|redaction\\.key|keystore\\.key|credential");

    /** The value without secrets: all of a secret is replaced, and of an address its user and password. */
    public String masked() {
        if (value.isEmpty()) {
            return "";
        }
        return SECRET.matcher(key.toLowerCase(Locale.ROOT)).find() ? "********" : CliSettings.withoutUser(value);
    }

    @Override
    public String toString() {
        return key + " = " + masked() + " (" + source + ")";
    }
}
