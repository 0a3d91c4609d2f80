package io.cartostream.models.compile;

/** The payload is not as the model expects it. It has no stack trace, because it reports bad input, not a defect. */
public final class PayloadMismatchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PayloadMismatchException(String path, String problem) {
        super("at " + path + ": " + problem, null, false, false);
    }
}
