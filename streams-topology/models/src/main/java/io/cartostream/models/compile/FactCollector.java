package io.cartostream.models.compile;

import io.cartostream.models.fact.Fact;
import io.cartostream.models.fact.Fact.LookupFact;
import io.cartostream.models.fact.Fact.NodeFact;
import io.cartostream.models.fact.Fact.RelationshipFact;
import io.cartostream.models.fact.FactAssertion;
import io.cartostream.models.fact.PropertyValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Collects the facts of one payload, one per entity and declaration. Merges duplicates independently of their order: labels
 * are united, a present value beats a missing one, and between two values the greater wins.
 */
final class FactCollector {
    private final boolean ownAccount;
    private final List<Fact> facts = new ArrayList<>(48);
    private final Map<Repeatable, Integer> seen = new HashMap<>();

    private record Repeatable(int plan, Object entity) {}

    private record Anchored(Object anchor, Object target) {}

    FactCollector(boolean ownAccount) {
        this.ownAccount = ownAccount;
    }

    boolean ownAccount() {
        return ownAccount;
    }

    List<Fact> facts() {
        return List.copyOf(facts);
    }

    /** Adds a fact that its plan cannot yield twice. */
    void single(Fact fact) {
        facts.add(fact);
    }

    /** Adds a fact of a plan that may have yielded one for the same entity before. */
    void repeatable(int plan, Fact fact) {
        Integer before = seen.putIfAbsent(new Repeatable(plan, entity(fact)), facts.size());
        if (before == null) {
            facts.add(fact);
            return;
        }
        Fact other = facts.get(before);
        if (!other.assertion().equals(fact.assertion())) {
            facts.set(before, with(other, merged(other.assertion(), fact.assertion())));
        }
    }

    private static Object entity(Fact fact) {
        if (fact instanceof NodeFact node) {
            return node.key();
        }
        if (fact instanceof RelationshipFact relationship) {
            return relationship.key();
        }
        LookupFact lookup = (LookupFact) fact;
        return new Anchored(lookup.anchor(), lookup.target());
    }

    private static Fact with(Fact fact, FactAssertion assertion) {
        if (fact instanceof NodeFact node) {
            return new NodeFact(node.key(), assertion);
        }
        if (fact instanceof RelationshipFact relationship) {
            return new RelationshipFact(relationship.key(), assertion);
        }
        LookupFact lookup = (LookupFact) fact;
        return new LookupFact(lookup.type(), lookup.anchor(), lookup.outward(), lookup.target(), assertion);
    }

    private static FactAssertion merged(FactAssertion left, FactAssertion right) {
        SortedSet<String> labels = new TreeSet<>(left.labels());
        labels.addAll(right.labels());
        SortedMap<String, @Nullable PropertyValue> properties = new TreeMap<>(left.properties());
        right.properties().forEach((name, value) -> {
            PropertyValue other = properties.get(name);
            if (other == null || value != null && PropertyOrder.ORDER.compare(value, other) > 0) {
                properties.put(name, value);
            }
        });
        return new FactAssertion(left.shape(), left.owner(), left.ownAccount(), labels, properties);
    }
}
