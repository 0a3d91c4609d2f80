package io.cartostream.patterns.cypher;

import io.cartostream.patterns.language.PatternDefinition;
import io.cartostream.patterns.language.PatternExpression;
import io.cartostream.patterns.language.PatternGathering;
import io.cartostream.patterns.language.PatternGathering.GatherColumn;
import io.cartostream.patterns.language.PatternGathering.GatherKind;
import io.cartostream.patterns.language.PatternHop;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Prints a pattern as its Cypher twin, for Neo4j 5.6 or later. One row per anchor: {@code key} is its technical key, every
 * further column is an expression of the pattern.
 *
 * <p>Each hop is a {@code MATCH} clause. Within one clause, Cypher uses a relationship only once; the pattern language may
 * return over the relationship by which it came, as a semi-join does.
 */
public final class CypherPrinter {
    private static final String ANCHOR = "anchor";

    private final CypherConstants constants = new CypherConstants();
    private final ExpressionPrinter expressions = new ExpressionPrinter(constants);

    private CypherPrinter() {}

    /** Prints a checked pattern. Equal patterns give equal texts. */
    public static CypherTwin print(PatternDefinition pattern) {
        CypherPrinter printer = new CypherPrinter();
        String text = printer.statement(pattern);
        return new CypherTwin(text, Collections.unmodifiableMap(new LinkedHashMap<>(printer.constants.values())));
    }

    private String statement(PatternDefinition pattern) {
        StringBuilder text =
                new StringBuilder("MATCH (" + ANCHOR + ":" + CypherConstants.quoted(pattern.anchor()) + ")\n");
        if (!pattern.let().isEmpty()) {
            text.append("WITH ").append(ANCHOR);
            pattern.let().forEach((name, gathering) -> text.append(",\n  ")
                    .append(gathering(gathering))
                    .append(" AS ")
                    .append(CypherNameScope.let(name)));
            text.append('\n');
        }
        CypherNameScope scope = new CypherNameScope(ANCHOR, pattern.let(), Map.of());
        text.append("RETURN ").append(ANCHOR).append(".`_key` AS `key`");
        pattern.expressions().forEach((name, expression) -> text.append(",\n  ")
                .append(expressions.print(expression, scope))
                .append(" AS ")
                .append(CypherConstants.quoted(name)));
        return text.append('\n').toString();
    }

    private String gathering(PatternGathering gathering) {
        String match = matches(gathering);
        String far = node(gathering.path().size());
        return switch (gathering.kind()) {
            case EXISTS -> "EXISTS {" + match + " }";
            case COUNT -> "COUNT {" + match + " RETURN DISTINCT " + far + " }";
            case MINIMUM -> "head(COLLECT {" + match + " RETURN min(" + column(gathering, 0) + ") })";
            case MAXIMUM -> "head(COLLECT {" + match + " RETURN max(" + column(gathering, 0) + ") })";
            case ROWS -> "COLLECT {" + match + " RETURN DISTINCT " + row(gathering) + " AS `row` }";
        };
    }

    private String matches(PatternGathering gathering) {
        StringBuilder text = new StringBuilder();
        List<String> conditions = new ArrayList<>();
        for (int i = 1; i <= gathering.path().size(); i++) {
            PatternHop hop = gathering.path().get(i - 1);
            String relationship = "r" + i;
            text.append(" MATCH (")
                    .append(i == 1 ? ANCHOR : node(i - 1))
                    .append(hop.outward() ? ")-[" : ")<-[")
                    .append(relationship)
                    .append(':')
                    .append(alternatives(hop.relationship().types()))
                    .append(hop.outward() ? "]->(" : "]-(")
                    .append(node(i))
                    .append(':')
                    .append(alternatives(hop.node().labels()))
                    .append(')');
            PatternExpression ofRelationship = hop.relationship().condition();
            if (ofRelationship != null) {
                conditions.add(expressions.print(ofRelationship, CypherNameScope.inPath(relationship)));
            }
            PatternExpression ofNode = hop.node().condition();
            if (ofNode != null) {
                conditions.add(expressions.print(ofNode, CypherNameScope.inPath(node(i))));
            }
        }
        if (gathering.kind() == GatherKind.ROWS && gathering.columns().size() == 1) {
            conditions.add("(" + column(gathering, 0) + " IS NOT NULL)");
        }
        return conditions.isEmpty() ? text.toString() : text + " WHERE " + String.join(" AND ", conditions);
    }

    private static String row(PatternGathering gathering) {
        List<GatherColumn> columns = gathering.columns();
        if (columns.size() == 1) {
            return column(gathering, 0);
        }
        List<String> entries = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            entries.add(CypherConstants.quoted(columns.get(i).name()) + ": " + column(gathering, i));
        }
        return "{" + String.join(", ", entries) + "}";
    }

    private static String column(PatternGathering gathering, int index) {
        GatherColumn column = gathering.columns().get(index);
        int position = gathering.positionOf(column);
        String owner = position < 0 ? "r" + -position : node(position);
        return owner + "." + CypherConstants.quoted(column.property());
    }

    private static String node(int position) {
        return "n" + position;
    }

    private static String alternatives(List<String> names) {
        return names.stream().map(CypherConstants::quoted).collect(Collectors.joining("|"));
    }
}
