package io.cartostream.models.compile;

import io.cartostream.models.declaration.OntologyDeclaration;
import io.cartostream.models.fact.FrozenMap;
import io.cartostream.models.fact.PropertyValue;
import io.cartostream.models.fact.PropertyValue.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All properties of a node, in the order of their names. */
final class PropertyTable {
    private static final String ID = "id";

    private final String[] names;
    private final int idAt;
    private final PropertyPlan[] plans;
    private final int[] planAt;
    private final OntologyPlan[] ontology;

    PropertyTable(PropertyPlan[] plans, @Nullable OntologyDeclaration ontology) {
        TreeSet<String> all = new TreeSet<>(List.of(ID));
        for (PropertyPlan plan : plans) {
            all.add(plan.name());
        }
        if (ontology != null) {
            all.add(OntologyDeclaration.PREFIX + "source");
            ontology.fields().keySet().forEach(field -> all.add(OntologyDeclaration.PREFIX + field));
        }
        this.names = all.toArray(new String[0]);
        this.idAt = at(ID);
        this.plans = plans;
        this.planAt = Arrays.stream(plans).mapToInt(plan -> at(plan.name())).toArray();
        this.ontology = ontologyPlans(ontology);
    }

    private OntologyPlan[] ontologyPlans(@Nullable OntologyDeclaration ontology) {
        List<OntologyPlan> fields = new ArrayList<>();
        if (ontology != null) {
            fields.add(OntologyPlan.source(at(OntologyDeclaration.PREFIX + "source"), ontology.source()));
            ontology.fields()
                    .forEach((name, field) -> fields.add(new OntologyPlan(
                            at(OntologyDeclaration.PREFIX + name),
                            field,
                            field.properties().stream().mapToInt(this::at).toArray())));
        }
        return fields.toArray(new OntologyPlan[0]);
    }

    private int at(String name) {
        return Arrays.binarySearch(names, name);
    }

    SortedMap<String, @Nullable PropertyValue> read(EvaluationFrame frame, String id, FactCollector out) {
        @Nullable PropertyValue[] values = new @Nullable PropertyValue[names.length];
        values[idAt] = new Text(id);
        for (int i = 0; i < plans.length; i++) {
            values[planAt[i]] = plans[i].read(frame, out);
        }
        for (OntologyPlan field : ontology) {
            values[field.at()] = field.value(values);
        }
        return new FrozenMap<>(names, values);
    }
}
