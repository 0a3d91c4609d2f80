package io.cartostream.cli.output;

import java.util.Locale;

/** The form of a printed list. The lower-case name is the value of {@code --output}. */
public enum OutputFormat {
    /** Columns for people. */
    TABLE,
    /** All columns, and cells in full length. */
    WIDE,
    /** An indented JSON array. */
    JSON,
    /** The same fields as {@link #JSON}, as YAML. */
    YAML,
    /** The same fields as {@link #JSON}, one line for each element, after a header. */
    CSV;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
