package io.cartostream.models;

import io.cartostream.models.fact.Fact;
import io.cartostream.models.fact.Fact.LookupFact;
import io.cartostream.models.fact.Fact.NodeFact;
import io.cartostream.models.fact.Fact.RelationshipFact;
import io.cartostream.models.fact.FactAssertion;
import io.cartostream.models.fact.PropertyValue;
import io.cartostream.models.fact.PropertyValue.Flag;
import io.cartostream.models.fact.PropertyValue.Listing;
import io.cartostream.models.fact.PropertyValue.Moment;
import io.cartostream.models.fact.PropertyValue.Real;
import io.cartostream.models.fact.PropertyValue.Text;
import io.cartostream.models.fact.PropertyValue.Whole;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Facts as text for review: {@code N} is a node, {@code R} a relationship between known ends, {@code L} a relationship whose other
 * end is looked up. Labels and properties are indented.
 */
public final class FactText {
    private FactText() {}

    /** The facts in their order. */
    public static String of(List<Fact> facts) {
        StringBuilder text = new StringBuilder();
        facts.forEach(fact -> text.append(of(fact)));
        return text.toString();
    }

    private static String of(Fact fact) {
        if (fact instanceof NodeFact node) {
            StringBuilder text = new StringBuilder(node.key().text())
                    .append("  ")
                    .append(terms(node.assertion()))
                    .append("\n  labels ")
                    .append(String.join(" ", node.assertion().labels()))
                    .append('\n');
            return text + properties(node.assertion());
        }
        if (fact instanceof RelationshipFact relationship) {
            return relationship.key().text() + "  " + terms(relationship.assertion()) + '\n'
                    + properties(relationship.assertion());
        }
        LookupFact lookup = (LookupFact) fact;
        return "L|" + lookup.type() + "|" + lookup.anchor().text() + (lookup.outward() ? " -> " : " <- ")
                + lookup.target().values().entrySet().stream()
                        .map(wanted ->
                                lookup.target().label() + "." + wanted.getKey() + " = " + value(wanted.getValue()))
                        .collect(Collectors.joining(" and "))
                + "  " + terms(lookup.assertion()) + '\n' + properties(lookup.assertion());
    }

    private static String properties(FactAssertion assertion) {
        StringBuilder text = new StringBuilder();
        assertion.properties().forEach((name, value) -> text.append("  ")
                .append(name)
                .append(" = ")
                .append(value(value))
                .append('\n'));
        return text.toString();
    }

    private static String terms(FactAssertion assertion) {
        return "(" + assertion.role().name().toLowerCase(Locale.ROOT)
                + (assertion.ownAccount() ? "" : ", other account") + ", " + assertion.shape() + ")";
    }

    private static String value(@Nullable PropertyValue value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof Text text) {
            return '"' + text.value() + '"';
        }
        if (value instanceof Whole whole) {
            return String.valueOf(whole.value());
        }
        if (value instanceof Real real) {
            return String.valueOf(real.value());
        }
        if (value instanceof Flag flag) {
            return String.valueOf(flag.value());
        }
        if (value instanceof Moment moment) {
            return moment.value().toString();
        }
        return ((Listing) value).values().stream().map(FactText::value).toList().toString();
    }
}
