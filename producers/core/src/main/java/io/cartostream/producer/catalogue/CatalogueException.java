package io.cartostream.producer.catalogue;

/** A catalogue file has an error. The message names file, line and reason. */
public final class CatalogueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CatalogueException(String file, int line, String reason) {
        super(file + ":" + line + ": " + reason);
    }

    CatalogueException(String message, Throwable cause) {
        super(message, cause);
    }
}
