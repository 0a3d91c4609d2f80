package io.cartostream.producer;

import org.jspecify.annotations.Nullable;

/** Events cannot be sent, or one was lost. The message says what, where and what to do. */
public final class PublishException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean everyone;

    /**
     * Creates one.
     *
     * @param everyone whether other scopes will fail in the same way (broker or registry unreachable, not authorised): the
     *     run ends
     */
    public PublishException(String message, boolean everyone, @Nullable Throwable cause) {
        super(message, cause);
        this.everyone = everyone;
    }

    /** True if other scopes will fail in the same way. */
    public boolean concernsEveryone() {
        return everyone;
    }
}
