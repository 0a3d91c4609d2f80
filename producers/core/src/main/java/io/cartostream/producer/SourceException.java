package io.cartostream.producer;

import org.jspecify.annotations.Nullable;

/** A scope, or a call on the way to it, could not be read. {@link #retry()} says whether the same call may succeed later. */
public final class SourceException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Whether repeating the call makes sense. */
    public enum Retry {
        /** Hopeless: permissions, credentials, malformed answers. */
        NEVER,
        /** A passing fault of network or service. */
        TRANSIENT,
        /** The service asks to slow down. */
        THROTTLED
    }

    private final transient ReadFailure failure;
    private final Retry retry;

    /** A failure that is not worth a retry. */
    public SourceException(ReadFailure failure, @Nullable Throwable cause) {
        this(failure, Retry.NEVER, cause);
    }

    /** A failure, with advice on retrying. */
    public SourceException(ReadFailure failure, Retry retry, @Nullable Throwable cause) {
        super(failure.line(), cause);
        this.failure = failure;
        this.retry = retry;
    }

    /** What went wrong. */
    public ReadFailure failure() {
        return failure;
    }

    /** Whether repeating the call makes sense. */
    public Retry retry() {
        return retry;
    }
}
