package io.cartostream.local.stack;

import io.cartostream.models.ModelException;
import io.cartostream.models.ModelSet;
import io.cartostream.models.source.ModelProblem;
import java.nio.file.Path;
import java.util.List;

/** A folder with a user's models. */
public final class UserModels {

    private UserModels() {}

    /**
     * Returns if the models of the folder are valid together with the built-in ones.
     *
     * @throws StackException with one line for each problem: file, line and reason
     */
    public static void requireValid(Path folder) throws StackException {
        List<ModelProblem> problems;
        try {
            problems = ModelSet.load(folder, false).problems();
        } catch (ModelException e) {
            throw new StackException("models in " + folder + ": " + e.getMessage(), e);
        }
        if (!problems.isEmpty()) {
            StringBuilder lines = new StringBuilder("the models in " + folder + " are not valid:");
            problems.forEach(problem -> lines.append("\n  ").append(problem));
            throw new StackException(lines.toString());
        }
    }
}
