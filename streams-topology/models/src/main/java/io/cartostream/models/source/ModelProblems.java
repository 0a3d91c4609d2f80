package io.cartostream.models.source;

import io.cartostream.yaml.ProblemListener;
import io.cartostream.yaml.SourceLocation;
import java.util.ArrayList;
import java.util.List;

/** Collects the errors of model files, so that all are reported at once. Not thread-safe. */
public final class ModelProblems implements ProblemListener {
    private final List<ModelProblem> found = new ArrayList<>();

    @Override
    public void add(SourceLocation at, String reason) {
        found.add(new ModelProblem(at, reason));
    }

    /** The number of errors so far. A part is sound if reading it adds none. */
    public int count() {
        return found.size();
    }

    /** All errors, in the order in which they were found. */
    public List<ModelProblem> all() {
        return List.copyOf(found);
    }
}
