package io.cartostream.models.fact;

import java.util.List;
import java.util.Set;

/**
 * The facts of a payload, and what of the payload could not be read.
 *
 * @param facts at most one per entity and declaration
 * @param problems what was refused, without repetitions; empty if the whole payload was read
 * @param unread the declarations whose facts are incomplete, because a part that they read was refused: the payload is not
 *     applied if known facts of them are missing in {@code facts}
 */
public record DerivedFacts(List<Fact> facts, List<PartProblem> problems, Set<String> unread) {

    /** Copies the collections. */
    public DerivedFacts {
        facts = List.copyOf(facts);
        problems = List.copyOf(problems);
        unread = Set.copyOf(unread);
    }

    /** The facts of a payload that was read as a whole. */
    public static DerivedFacts complete(List<Fact> facts) {
        return new DerivedFacts(facts, List.of(), Set.of());
    }

    /**
     * A part of a payload that was refused, while the rest was taken.
     *
     * @param kind the stable code
     * @param message one sentence that names the path or the entity
     */
    public record PartProblem(Kind kind, String message) {

        /** Why a part was refused. */
        public enum Kind {
            /** The part is not as the model expects it. */
            PART_SHAPE,
            /** Two items have one id and differ; one of them was taken as a whole. */
            DUPLICATE_ID
        }
    }
}
