package io.cartostream.topology.modelchange;

/** A partition's state was derived under models that came into force after this instance's. It must not go on. */
final class OtherModelsException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    OtherModelsException(String message) {
        super(message);
    }
}
