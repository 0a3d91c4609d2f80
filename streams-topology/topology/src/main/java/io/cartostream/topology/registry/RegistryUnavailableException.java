package io.cartostream.topology.registry;

import org.apache.kafka.common.errors.RetriableException;

/** The schema registry cannot be reached or answers with an error of its own. Nothing is said about the record. */
public final class RegistryUnavailableException extends RetriableException {
    private static final long serialVersionUID = 1L;

    /** A sentence that names the registry's answer. */
    public RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
