package io.cartostream.models.source;

import io.cartostream.yaml.SourceLocation;

/**
 * One error in a model file.
 *
 * @param at file and line
 * @param reason one sentence for the user
 */
public record ModelProblem(SourceLocation at, String reason) {
    @Override
    public String toString() {
        return at + ": " + reason;
    }
}
