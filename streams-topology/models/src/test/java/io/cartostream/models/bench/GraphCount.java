package io.cartostream.models.bench;

import io.cartostream.contract.EntityKey;
import io.cartostream.models.ModelSet;
import io.cartostream.models.fact.Fact;
import io.cartostream.models.fact.Fact.LookupFact;
import io.cartostream.models.fact.Fact.NodeFact;
import io.cartostream.models.fact.Fact.RelationshipFact;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Counts the graph that the models make of recorded answers: {@code GraphCount FOLDER}. */
final class GraphCount {
    private final Set<EntityKey.Node> nodes = new HashSet<>();
    private final Set<EntityKey.Relationship> relationships = new HashSet<>();
    private final Set<LookupFact> lookups = new HashSet<>();

    private GraphCount() {}

    /** Prints nodes by label, relationships by type and ends, and what waits for an end. */
    public static void main(String[] args) throws Exception {
        GraphCount count = of(Path.of(args[0]), type -> true);
        System.out.println("nodes " + count.nodesByLabel());
        System.out.println("relationships " + count.relationshipsByType(true));
        System.out.println("waiting for an end " + count.relationshipsByType(false) + " " + count.lookupsByTarget());
    }

    /** Of the resource types that are wanted. */
    static GraphCount of(Path folder, Predicate<String> wanted) throws Exception {
        ModelSet models = ModelSet.load(null, true);
        GraphCount count = new GraphCount();
        for (RecordedAnswers.Payload payload : RecordedAnswers.read(models, folder)) {
            if (wanted.test(payload.scope().resourceType())) {
                models.factsOf(payload.scope()).forEach(count::add);
                models.factsOf(payload.scope(), "x", payload.json()).forEach(count::add);
            }
        }
        return count;
    }

    private void add(Fact fact) {
        if (fact instanceof NodeFact node) {
            nodes.add(node.key());
        } else if (fact instanceof RelationshipFact relationship) {
            relationships.add(relationship.key());
        } else {
            lookups.add((LookupFact) fact);
        }
    }

    Map<String, Integer> nodesByLabel() {
        Map<String, Integer> counts = new TreeMap<>();
        nodes.forEach(node -> counts.merge(node.label(), 1, Integer::sum));
        return counts;
    }

    Map<String, Integer> relationshipsByType(boolean there) {
        Map<String, Integer> counts = new TreeMap<>();
        relationships.stream()
                .filter(key -> there == (nodes.contains(key.from()) && nodes.contains(key.to())))
                .map(key ->
                        key.from().label() + "-" + key.type() + "->" + key.to().label())
                .forEach(text -> counts.merge(text, 1, Integer::sum));
        return counts;
    }

    Map<String, Integer> lookupsByTarget() {
        Map<String, Integer> counts = new TreeMap<>();
        lookups.forEach(lookup -> counts.merge(
                lookup.type() + " " + lookup.target().label() + "."
                        + String.join(",", lookup.target().values().keySet()),
                1,
                Integer::sum));
        return counts;
    }
}
