package io.cartostream.connect.neo4j.database;

import org.jspecify.annotations.Nullable;

/** The database refuses the sink for a reason that waiting does not fix; the message gives advice. */
public final class UnusableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnusableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
