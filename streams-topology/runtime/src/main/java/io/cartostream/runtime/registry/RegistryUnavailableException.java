package io.cartostream.runtime.registry;

import org.apache.kafka.common.errors.RetriableException;

/** The schema registry cannot be reached or answers with a server error. The record may be good. */
public final class RegistryUnavailableException extends RetriableException {
    private static final long serialVersionUID = 1L;

    public RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
