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

/** Counts the graph that the models make of recorded answers: {@code GraphCount FOLDER}. */
final class GraphCount {
    private GraphCount() {}

    /** Prints nodes by label, relationships by type and ends, and what waits for an end. */
    public static void main(String[] args) throws Exception {
        ModelSet models = ModelSet.load(null, true);
        Set<EntityKey.Node> nodes = new HashSet<>();
        Set<EntityKey.Relationship> relationships = new HashSet<>();
        Set<LookupFact> lookups = new HashSet<>();
        long facts = 0;
        for (RecordedAnswers.Payload payload : RecordedAnswers.read(Path.of(args[0]))) {
            for (Fact fact : models.factsOf(payload.scope())) {
                nodes.add(((NodeFact) fact).key());
            }
            for (Fact fact : models.factsOf(payload.scope(), "x", payload.json())) {
                facts++;
                if (fact instanceof NodeFact node) {
                    nodes.add(node.key());
                } else if (fact instanceof RelationshipFact relationship) {
                    relationships.add(relationship.key());
                } else {
                    lookups.add((LookupFact) fact);
                }
            }
        }
        Map<String, Integer> byLabel = new TreeMap<>();
        nodes.forEach(node -> byLabel.merge(node.label(), 1, Integer::sum));
        Map<String, Integer> byType = new TreeMap<>();
        Map<String, Integer> waiting = new TreeMap<>();
        relationships.forEach(key -> {
            boolean there = nodes.contains(key.from()) && nodes.contains(key.to());
            String text =
                    key.from().label() + "-" + key.type() + "->" + key.to().label();
            (there ? byType : waiting).merge(text, 1, Integer::sum);
        });
        lookups.forEach(lookup -> waiting.merge(
                lookup.anchor().label() + "-" + lookup.type() + "-"
                        + lookup.target().label() + "." + lookup.target().property(),
                1,
                Integer::sum));
        System.out.println(facts + " facts, " + nodes.size() + " nodes " + byLabel);
        System.out.println(byType.values().stream().mapToInt(n -> n).sum() + " relationships");
        byType.forEach((text, count) -> System.out.println("  " + text + " " + count));
        System.out.println("waiting for an end: " + waiting);
    }
}
