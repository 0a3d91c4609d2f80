package io.cartostream.producer.catalogue;

import io.cartostream.yaml.SourceLocation;

/** A catalogue file has an error. The message names file, line and reason. */
public final class CatalogueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CatalogueException(SourceLocation at, String reason) {
        super(at + ": " + reason);
    }

    /** An error that has no line. */
    public CatalogueException(String message, Throwable cause) {
        super(message, cause);
    }
}
