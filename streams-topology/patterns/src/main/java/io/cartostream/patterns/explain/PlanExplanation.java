package io.cartostream.patterns.explain;

import io.cartostream.patterns.plan.GatheringPlan;
import io.cartostream.patterns.plan.HopPlan;
import io.cartostream.patterns.plan.PatternPlan;
import io.cartostream.patterns.schema.SupplyType;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Explains how a pattern is evaluated: its stratum, its hops, the state that each node keeps, and who supplies what it reads. */
public final class PlanExplanation {
    private final StringBuilder text = new StringBuilder();

    private PlanExplanation() {}

    /**
     * Returns the explanation, one fact per line.
     *
     * @param stratum the stratum of the derivation that the pattern defines; null for a rule
     */
    public static String explain(PatternPlan plan, @Nullable Integer stratum) {
        PlanExplanation explanation = new PlanExplanation();
        explanation.line(
                0,
                "pattern " + plan.pattern().name() + " at each "
                        + plan.pattern().anchor());
        SortedSet<String> lower = plan.reads().derivations();
        if (stratum != null) {
            explanation.line(1, "stratum " + stratum);
        }
        if (!lower.isEmpty()) {
            explanation.line(1, "reads the derivations " + String.join(", ", lower));
        }
        plan.gatherings().values().forEach(explanation::gathering);
        explanation.line(1, "each anchor keeps its last result, and the time at which it changes by itself, if any");
        explanation.line(1, "an unknown result can come from");
        plan.reads()
                .byName()
                .forEach((name, types) -> explanation.line(
                        2, name + ": " + (types.isEmpty() ? "nothing, it is part of the key" : types(types))));
        return explanation.text.toString();
    }

    private void gathering(GatheringPlan gathering) {
        String columns = gathering.columnNames().isEmpty() ? "" : " of " + String.join(", ", gathering.columnNames());
        line(1, gathering.name() + ": " + gathering.kind().word() + columns);
        List<HopPlan> hops = gathering.hops();
        for (int i = hops.size() - 1; i >= 0; i--) {
            HopPlan hop = hops.get(i);
            String near = i == 0
                    ? gathering.anchor()
                    : String.join("|", hops.get(i - 1).labels());
            line(2, "hop " + hop.position() + ": " + arrow(hop) + ", towards " + near);
            line(3, state(gathering, hop));
        }
        line(2, gathering.anchor() + " keeps " + kept(gathering));
    }

    private static String arrow(HopPlan hop) {
        String far = String.join("|", hop.labels()) + (hop.condition() == null ? "" : " under a condition");
        String types =
                String.join("|", hop.types()) + (hop.relationshipCondition() == null ? "" : " under a condition");
        return hop.outward() ? far + "<-[:" + types + "]-" : far + "-[:" + types + "]->";
    }

    private static String state(GatheringPlan gathering, HopPlan hop) {
        String far = String.join("|", hop.labels());
        if (hop.folded()) {
            return far + " keeps nothing: the relationship to " + String.join(", ", hop.literalIds()) + " decides";
        }
        String supporters = hop.position() == gathering.farEnd() ? "" : "its supporters with their values, ";
        return far + " keeps " + supporters + "its relationships of these types, and what it sent last";
    }

    private static String kept(GatheringPlan gathering) {
        return switch (gathering.kind()) {
            case EXISTS -> "its supporters, and their number";
            case COUNT -> "its supporters with their far ends, and how many there are";
            case MINIMUM, MAXIMUM -> "its supporters with their values, in order";
            case ROWS -> "its supporters with their rows, and each row's number of supporters";
        };
    }

    private static String types(SortedSet<SupplyType> types) {
        return types.stream().map(SupplyType::toString).collect(Collectors.joining(", "));
    }

    private void line(int depth, String line) {
        text.append("  ".repeat(depth)).append(line).append('\n');
    }
}
