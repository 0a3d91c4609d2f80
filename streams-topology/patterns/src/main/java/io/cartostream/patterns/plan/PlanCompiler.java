package io.cartostream.patterns.plan;

import io.cartostream.models.fact.PropertyValue;
import io.cartostream.patterns.check.ReadCollector;
import io.cartostream.patterns.language.ComparisonOperator;
import io.cartostream.patterns.language.PatternDefinition;
import io.cartostream.patterns.language.PatternExpression;
import io.cartostream.patterns.language.PatternExpression.Constant;
import io.cartostream.patterns.language.PatternExpression.ConstantList;
import io.cartostream.patterns.language.PatternExpression.NameReference;
import io.cartostream.patterns.language.PatternExpression.ValueComparison;
import io.cartostream.patterns.language.PatternGathering;
import io.cartostream.patterns.language.PatternGathering.GatherColumn;
import io.cartostream.patterns.language.PatternGathering.GatherKind;
import io.cartostream.patterns.language.PatternHop;
import io.cartostream.patterns.schema.GraphSchema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compiles checked patterns. The same patterns in the same order give the same plan. */
public final class PlanCompiler {
    private final GraphSchema schema;
    private int compiled;

    private PlanCompiler(GraphSchema schema) {
        this.schema = schema;
    }

    /** Compiles all patterns that are evaluated together. */
    public static List<PatternPlan> compile(Collection<PatternDefinition> patterns, GraphSchema schema) {
        PlanCompiler compiler = new PlanCompiler(schema);
        List<PatternPlan> plans = new ArrayList<>();
        for (PatternDefinition pattern : patterns) {
            SortedMap<String, GatheringPlan> gatherings = new TreeMap<>();
            pattern.let().forEach((name, gathering) -> gatherings.put(name, compiler.plan(pattern, name, gathering)));
            plans.add(new PatternPlan(pattern, gatherings, new ReadCollector(schema).readsOf(pattern)));
        }
        return List.copyOf(plans);
    }

    private GatheringPlan plan(PatternDefinition pattern, String name, PatternGathering gathering) {
        List<HopPlan> hops = new ArrayList<>();
        List<String> near = List.of(pattern.anchor());
        for (int position = 1; position <= gathering.path().size(); position++) {
            hops.add(hop(gathering, position, near));
            near = gathering.path().get(position - 1).node().labels();
        }
        return new GatheringPlan(
                compiled++,
                pattern.name(),
                name,
                gathering.kind(),
                gathering.columnNames(),
                pattern.anchor(),
                List.copyOf(hops));
    }

    private HopPlan hop(PatternGathering gathering, int position, List<String> near) {
        PatternHop hop = gathering.path().get(position - 1);
        Map<Integer, String> columns = columns(gathering, position);
        boolean last = position == gathering.path().size();
        boolean foldable = last && gathering.kind() != GatherKind.COUNT && columns.isEmpty() && alwaysCarried(hop);
        Set<String> literals = foldable ? literalIds(hop.node().condition()) : Set.of();
        return new HopPlan(
                position,
                hop.outward(),
                new TreeSet<>(hop.relationship().types()),
                hop.relationship().condition(),
                columns(gathering, -position),
                hop.node().labels(),
                hop.node().condition(),
                columns,
                schema.carriersOf(near),
                literals,
                literals.isEmpty() ? Set.of() : schema.carriersOf(hop.node().labels()));
    }

    private boolean alwaysCarried(PatternHop hop) {
        return hop.node().labels().stream().allMatch(schema::isUnconditional);
    }

    private static Map<Integer, String> columns(PatternGathering gathering, int position) {
        Map<Integer, String> columns = new TreeMap<>();
        for (int i = 0; i < gathering.columns().size(); i++) {
            GatherColumn column = gathering.columns().get(i);
            if (gathering.positionOf(column) == position) {
                columns.put(i, column.property());
            }
        }
        return columns;
    }

    /** The ids that a condition of nothing but {@code id = "…"} or {@code id in […]} accepts; empty for any other. */
    private static Set<String> literalIds(@Nullable PatternExpression condition) {
        if (!(condition instanceof ValueComparison comparison)
                || !(comparison.left() instanceof NameReference name)
                || !name.name().equals("id")) {
            return Set.of();
        }
        List<PropertyValue> values = List.of();
        if (comparison.operator() == ComparisonOperator.EQUAL && comparison.right() instanceof Constant constant) {
            values = List.of(constant.value());
        } else if (comparison.operator() == ComparisonOperator.IN && comparison.right() instanceof ConstantList list) {
            values = list.values();
        }
        Set<String> ids = new TreeSet<>();
        for (PropertyValue value : values) {
            if (value instanceof PropertyValue.Text text) {
                ids.add(text.value());
            }
        }
        return ids;
    }
}
