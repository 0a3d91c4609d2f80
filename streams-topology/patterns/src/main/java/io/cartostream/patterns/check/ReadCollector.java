package io.cartostream.patterns.check;

import io.cartostream.patterns.language.ExpressionNames;
import io.cartostream.patterns.language.PatternDefinition;
import io.cartostream.patterns.language.PatternExpression;
import io.cartostream.patterns.language.PatternGathering;
import io.cartostream.patterns.language.PatternGathering.GatherColumn;
import io.cartostream.patterns.language.PatternHop;
import io.cartostream.patterns.schema.GraphSchema;
import io.cartostream.patterns.schema.PropertyShape;
import io.cartostream.patterns.schema.RelationshipShape;
import io.cartostream.patterns.schema.SupplyType;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds out which resource types supply what a pattern reads. Stateless. */
public final class ReadCollector {
    private final GraphSchema schema;

    /** Asks a schema. */
    public ReadCollector(GraphSchema schema) {
        this.schema = schema;
    }

    /** Returns what a checked pattern reads. */
    public PatternReads readsOf(PatternDefinition pattern) {
        SortedMap<String, SortedSet<SupplyType>> reads = new TreeMap<>();
        List<String> anchor = List.of(pattern.anchor());
        pattern.let().forEach((name, gathering) -> reads.put(name, gathering(pattern.anchor(), gathering)));
        for (PatternExpression expression : pattern.expressions().values()) {
            for (String name : ExpressionNames.bareNames(expression)) {
                if (!pattern.let().containsKey(name)) {
                    SortedSet<SupplyType> types = new TreeSet<>();
                    property(anchor, name, types);
                    reads.put(name, types);
                }
            }
        }
        return new PatternReads(pattern.name(), reads);
    }

    private SortedSet<SupplyType> gathering(String anchor, PatternGathering gathering) {
        SortedSet<SupplyType> types = new TreeSet<>();
        List<String> near = List.of(anchor);
        for (PatternHop hop : gathering.path()) {
            List<String> far = hop.node().labels();
            types.addAll(schema.suppliersOf(far));
            for (String type : hop.relationship().types()) {
                List<RelationshipShape> shapes =
                        hop.outward() ? schema.relationships(near, type, far) : schema.relationships(far, type, near);
                shapes.forEach(shape -> types.addAll(shape.suppliers()));
            }
            properties(far, hop.node().condition(), types);
            near = far;
        }
        for (GatherColumn column : gathering.columns()) {
            int position = gathering.positionOf(column);
            if (position > 0) {
                property(gathering.path().get(position - 1).node().labels(), column.property(), types);
            }
        }
        return types;
    }

    private void properties(
            Collection<String> labels, @Nullable PatternExpression condition, SortedSet<SupplyType> types) {
        if (condition != null) {
            ExpressionNames.bareNames(condition).forEach(name -> property(labels, name, types));
        }
    }

    private void property(Collection<String> labels, String name, SortedSet<SupplyType> types) {
        PropertyShape property = schema.property(labels, name);
        if (property != null && !name.equals("id")) {
            types.addAll(property.suppliers());
        }
    }
}
