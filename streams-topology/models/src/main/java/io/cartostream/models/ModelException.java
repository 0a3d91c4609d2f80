package io.cartostream.models;

import io.cartostream.models.source.ModelProblem;
import java.util.List;
import java.util.stream.Collectors;

/** Strictly loaded models have errors. The message lists all of them, one per line. */
public final class ModelException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<ModelProblem> problems;

    ModelException(List<ModelProblem> problems) {
        super(problems.stream().map(ModelProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** All errors. */
    public List<ModelProblem> problems() {
        return problems;
    }
}
