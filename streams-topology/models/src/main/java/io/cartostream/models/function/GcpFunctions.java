package io.cartostream.models.function;

/** What the Google Cloud models need beyond declarations. */
final class GcpFunctions {
    private GcpFunctions() {}

    static void register(Functions functions) {}
}
