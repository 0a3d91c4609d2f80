package io.cartostream.models.compile;

/** The payload is not as the model expects it. Carries no stack trace: it is an answer, not a defect. */
public final class ShapeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ShapeException(String path, String expected) {
        super("at " + path + ": " + expected, null, false, false);
    }
}
