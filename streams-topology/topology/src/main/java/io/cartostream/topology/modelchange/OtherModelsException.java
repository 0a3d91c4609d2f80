package io.cartostream.topology.modelchange;

/** A partition's state was derived under newer models than this instance's. The instance must stop. */
final class OtherModelsException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    OtherModelsException(String message) {
        super(message);
    }
}
