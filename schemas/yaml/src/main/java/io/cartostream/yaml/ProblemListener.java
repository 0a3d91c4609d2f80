package io.cartostream.yaml;

/** Receives the errors of a file. It may collect them, or throw at the first one. */
@FunctionalInterface
public interface ProblemListener {

    /**
     * Receives one error.
     *
     * @param reason one sentence for the user, without file and line
     */
    void add(SourceLocation at, String reason);
}
