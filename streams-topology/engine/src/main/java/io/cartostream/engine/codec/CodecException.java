package io.cartostream.engine.codec;

/** Bytes that this version of the engine did not write: from another version, or damaged. Not recoverable. */
public final class CodecException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CodecException(String message) {
        super(message);
    }

    /** This version writes no such kind. */
    public static CodecException unknown(String what, int kind) {
        return new CodecException("no " + what + " is of kind " + kind);
    }
}
