package io.cartostream.models.source;

import java.util.ArrayList;
import java.util.List;

/** Collects the errors of model files, so that all are reported at once. Not thread-safe. */
public final class ModelProblems {
    private final List<ModelProblem> found = new ArrayList<>();

    /** Notes an error. */
    public void add(SourceLocation at, String reason) {
        found.add(new ModelProblem(at, reason));
    }

    /** How many errors were noted: a part is sound if its reading added none. */
    public int count() {
        return found.size();
    }

    /** All errors in the order of their discovery. */
    public List<ModelProblem> all() {
        return List.copyOf(found);
    }
}
