package io.cartostream.worker;

import org.jspecify.annotations.Nullable;

/** The worker cannot go on. The message says what, where and what to do, in one line for people. */
public final class WorkerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    WorkerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
