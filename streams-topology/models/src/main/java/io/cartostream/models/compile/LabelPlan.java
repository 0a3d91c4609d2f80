package io.cartostream.models.compile;

import io.cartostream.models.fact.FrozenSet;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** A node's labels: the constant ones, and those with a condition. */
record LabelPlan(SortedSet<String> always, List<Conditional> conditional) {

    record Conditional(String label, CompiledValue when) {}

    LabelPlan {
        always = FrozenSet.of(always);
        conditional = List.copyOf(conditional);
    }

    SortedSet<String> of(EvaluationFrame frame) {
        if (conditional.isEmpty()) {
            return always;
        }
        SortedSet<String> labels = new TreeSet<>(always);
        for (Conditional further : conditional) {
            if (CompiledValue.truth(further.when().read(frame))) {
                labels.add(further.label());
            }
        }
        return labels;
    }
}
