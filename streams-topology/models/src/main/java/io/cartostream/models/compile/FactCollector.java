package io.cartostream.models.compile;

import io.cartostream.models.fact.DerivedFacts;
import io.cartostream.models.fact.DerivedFacts.PartProblem;
import io.cartostream.models.fact.DerivedFacts.PartProblem.Kind;
import io.cartostream.models.fact.Fact;
import io.cartostream.models.fact.Fact.LookupFact;
import io.cartostream.models.fact.Fact.NodeFact;
import io.cartostream.models.fact.Fact.RelationshipFact;
import io.cartostream.models.fact.FactAssertion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Collects the facts of one payload, one per entity and declaration. Of two items with one id that differ, one is taken as a
 * whole, whatever their order, and the difference is reported: a fact never mixes two items. Not thread-safe.
 */
final class FactCollector {
    private static final int MOST_PROBLEMS = 100;

    private final boolean ownAccount;
    private final List<Fact> facts = new ArrayList<>(48);
    private final Map<Repeatable, Integer> seen = new HashMap<>();
    private final Set<PartProblem> problems = new LinkedHashSet<>();
    private final Set<String> unread = new TreeSet<>();

    private record Repeatable(int plan, Object entity) {}

    private record Anchored(Object anchor, Object target) {}

    FactCollector(boolean ownAccount) {
        this.ownAccount = ownAccount;
    }

    boolean ownAccount() {
        return ownAccount;
    }

    DerivedFacts derived() {
        return new DerivedFacts(facts, List.copyOf(problems), unread);
    }

    /** Reports a part of the payload whose value is unknown. */
    void refused(PayloadMismatchException problem) {
        report(new PartProblem(Kind.PART_SHAPE, String.valueOf(problem.getMessage())));
    }

    /** Reports a part of the payload without which the facts of these declarations are incomplete. */
    void unread(Collection<String> declarations, PayloadMismatchException problem) {
        refused(problem);
        unread.addAll(declarations);
    }

    private void report(PartProblem problem) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(problem);
        }
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
        FactAssertion other = facts.get(before).assertion();
        if (other.equals(fact.assertion())) {
            return;
        }
        if (AssertionOrder.ORDER.compare(fact.assertion(), other) > 0) {
            facts.set(before, fact);
        }
        report(new PartProblem(
                Kind.DUPLICATE_ID,
                "at " + nameOf(fact) + ": two items have this id and differ in "
                        + String.join(", ", AssertionOrder.differences(other, fact.assertion()))
                        + "; one of them is taken as a whole"));
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

    private static String nameOf(Fact fact) {
        if (fact instanceof NodeFact node) {
            return node.key().text();
        }
        if (fact instanceof RelationshipFact relationship) {
            return relationship.key().text();
        }
        LookupFact lookup = (LookupFact) fact;
        return lookup.type() + " of " + lookup.anchor().text();
    }
}
