package io.cartostream.engine.codec;

/** Bytes that this version of the engine did not write: a store or topic of another version, or damage. Not recoverable. */
public final class CodecException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CodecException(String message) {
        super(message);
    }

    /** No writer of this version wrote such a kind. */
    public static CodecException unknown(String what, int kind) {
        return new CodecException("no " + what + " is of kind " + kind);
    }
}
