package io.cartostream.connect.neo4j.database;

import org.jspecify.annotations.Nullable;

/** The database cannot be written now, whatever the rows. A later attempt may succeed; nothing is lost and no row is to blame. */
public final class UnreachableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreachableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
