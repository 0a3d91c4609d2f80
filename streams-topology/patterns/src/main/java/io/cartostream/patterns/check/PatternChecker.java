package io.cartostream.patterns.check;

import io.cartostream.models.source.ModelProblems;
import io.cartostream.patterns.language.PatternDefinition;
import io.cartostream.patterns.language.PatternDefinition.SourceText;
import io.cartostream.patterns.language.SpellingHints;
import io.cartostream.patterns.schema.GraphSchema;
import io.cartostream.patterns.schema.PropertyShape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks patterns against the models, and reports everything at once: unknown labels, properties and relationship types,
 * impossible hops, operands of the wrong type. Stateless.
 */
public final class PatternChecker {
    private final GraphSchema schema;
    private final ModelProblems problems;

    /** Checks against a schema; the errors go to the problems. */
    public PatternChecker(GraphSchema schema, ModelProblems problems) {
        this.schema = schema;
        this.problems = problems;
    }

    /** Checks a pattern; returns whether it is sound. */
    public boolean check(PatternDefinition pattern) {
        int before = problems.count();
        if (!schema.hasLabel(pattern.anchor())) {
            problems.add(
                    pattern.at(),
                    "'anchor': no model yields nodes with label " + pattern.anchor()
                            + SpellingHints.hint(pattern.anchor(), schema.labels()));
            return false;
        }
        Map<String, PropertyShape> properties = schema.propertiesOf(List.of(pattern.anchor()));
        Map<String, InferredType> let = new HashMap<>();
        pattern.let().forEach((name, gathering) -> {
            TextReport report = report(pattern, name);
            if (properties.containsKey(name)) {
                report.add(0, "hides the property '" + name + "' of " + pattern.anchor() + "; take another name");
            }
            let.put(
                    name,
                    new GatheringChecker(schema, report, pattern.parameters()).check(pattern.anchor(), gathering));
        });
        NameTypes names = NameTypes.of(pattern.anchor(), properties, let);
        pattern.expressions().forEach((name, expression) -> {
            ExpressionChecker checker =
                    new ExpressionChecker(report(pattern, name), pattern.parameters(), ExpressionChecker.Place.ANCHOR);
            if (name.endsWith(" when")) {
                checker.condition(expression, names);
            } else {
                checker.type(expression, names);
            }
        });
        return problems.count() == before;
    }

    private TextReport report(PatternDefinition pattern, String name) {
        SourceText source = pattern.sources().getOrDefault(name, new SourceText(pattern.at(), ""));
        return new TextReport(name, source, problems);
    }
}
