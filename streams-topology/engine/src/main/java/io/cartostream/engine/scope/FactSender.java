package io.cartostream.engine.scope;

import io.cartostream.contract.EntityKey;
import io.cartostream.engine.change.Provenance;
import io.cartostream.engine.codec.CompositeKeys;
import io.cartostream.engine.message.AssertionBody;
import io.cartostream.engine.message.DeclarationChange;
import io.cartostream.engine.message.EntityFacts;
import io.cartostream.engine.message.LookupMessage.DemandChange;
import io.cartostream.engine.message.LookupMessage.DemandsChanged;
import io.cartostream.engine.message.NodeMessage.FactsChanged;
import io.cartostream.engine.message.RelationshipEnd;
import io.cartostream.engine.scope.ResourceState.FactMark;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Sends what changed between what a contributor asserted and what it asserts now: one message for a node and all
 * relationships that start at it, one for all that is asked for under a lookup value; what asserts anything before what only retracts, so that an entity
 * that moves between a resource's facts does not blink.
 */
final class FactSender {
    /** One message does not get larger: relationships of a resource, or what it asks for under one value, can be many. */
    private static final int MOST_ENTITIES = 100;

    private static final long MOST_BYTES = 256 * 1024;

    private final ScopeOutput output;

    FactSender(ScopeOutput output) {
        this.output = output;
    }

    /** Sends the difference; returns about how many messages and entities that is. */
    int send(SortedMap<String, FactMark> before, FactSet now, String contributor, Provenance provenance) {
        Map<Destination, List<Change>> asserting = asserted(before, now);
        Map<Destination, List<Change>> retracting = new LinkedHashMap<>();
        for (Map.Entry<String, FactMark> fact : before.entrySet()) {
            if (!now.marks().containsKey(fact.getKey())) {
                Map<Destination, List<Change>> group =
                        asserting.containsKey(destination(CompositeKeys.split(fact.getKey()))) ? asserting : retracting;
                add(group, fact.getKey(), fact.getValue(), fact.getValue(), null);
            }
        }
        return emit(asserting, contributor, provenance) + emit(retracting, contributor, provenance);
    }

    /** Sends what is asserted anew or otherwise, and retracts nothing; returns about how many messages and entities that is. */
    int grow(SortedMap<String, FactMark> before, FactSet now, String contributor, Provenance provenance) {
        return emit(asserted(before, now), contributor, provenance);
    }

    private static Map<Destination, List<Change>> asserted(SortedMap<String, FactMark> before, FactSet now) {
        Map<Destination, List<Change>> asserting = new LinkedHashMap<>();
        for (Map.Entry<String, FactMark> fact : now.marks().entrySet()) {
            FactMark earlier = before.get(fact.getKey());
            if (earlier == null || !earlier.equals(fact.getValue())) {
                add(asserting, fact.getKey(), fact.getValue(), earlier, now.body(fact.getKey()));
            }
        }
        return asserting;
    }

    /** Retracts everything; returns about how many messages and entities that is. */
    int retract(SortedMap<String, FactMark> before, String contributor, Provenance provenance) {
        return before.isEmpty() ? 0 : send(before, FactSet.of(List.of()), contributor, provenance);
    }

    private static void add(
            Map<Destination, List<Change>> groups,
            String id,
            FactMark mark,
            @Nullable FactMark earlier,
            @Nullable AssertionBody body) {
        List<String> parts = CompositeKeys.split(id);
        DeclarationChange change = new DeclarationChange(
                parts.get(parts.size() - 1), mark.rank(), earlier == null ? 0 : 1 << earlier.rank(), body);
        groups.computeIfAbsent(destination(parts), key -> new ArrayList<>()).add(new Change(parts, change));
    }

    private int emit(Map<Destination, List<Change>> groups, String contributor, Provenance provenance) {
        Map<String, List<EntityFacts>> byNode = new LinkedHashMap<>();
        int spent = 0;
        for (Map.Entry<Destination, List<Change>> group : groups.entrySet()) {
            Destination destination = group.getKey();
            if (destination.kind().equals(FactSet.LOOKUP)) {
                List<List<DemandChange>> slices = slices(demands(group.getValue()), DemandChange::size);
                slices.forEach(demands ->
                        output.toLookup(destination.key(), new DemandsChanged(contributor, demands, provenance)));
                spent += slices.size();
            } else {
                byNode.computeIfAbsent(destination.key(), key -> new ArrayList<>())
                        .add(facts(destination, group.getValue()));
                spent++;
            }
        }
        byNode.forEach((node, all) -> slices(all, EntityFacts::size)
                .forEach(entities -> output.toNode(node, new FactsChanged(contributor, entities, provenance))));
        return spent;
    }

    /** The parts of one receiver's changes that go in a message each, in order. */
    private static <T> List<List<T>> slices(List<T> changes, ToLongFunction<T> sizeOf) {
        List<List<T>> slices = new ArrayList<>(1);
        int start = 0;
        long bytes = 0;
        for (int i = 0; i < changes.size(); i++) {
            long size = sizeOf.applyAsLong(changes.get(i));
            if (i - start == MOST_ENTITIES || (i > start && bytes + size > MOST_BYTES)) {
                slices.add(changes.subList(start, i));
                start = i;
                bytes = 0;
            }
            bytes += size;
        }
        slices.add(changes.subList(start, changes.size()));
        return slices;
    }

    private static List<DemandChange> demands(List<Change> changes) {
        List<DemandChange> demands = new ArrayList<>(changes.size());
        for (Change change : changes) {
            List<String> parts = change.parts();
            demands.add(new DemandChange(
                    parts.get(2), node(parts.get(4)), parts.get(3).equals(">"), change.change()));
        }
        return demands;
    }

    private static EntityFacts facts(Destination destination, List<Change> changes) {
        RelationshipEnd end = destination.kind().equals(FactSet.NODE)
                ? null
                : new RelationshipEnd(destination.type(), node(destination.to()));
        return new EntityFacts(end, changes.stream().map(Change::change).toList());
    }

    private static Destination destination(List<String> parts) {
        boolean relationship = parts.get(0).equals(FactSet.RELATIONSHIP);
        return new Destination(
                parts.get(0), parts.get(1), relationship ? parts.get(2) : "", relationship ? parts.get(3) : "");
    }

    private static EntityKey.Node node(String text) {
        return (EntityKey.Node) EntityKey.parse(text);
    }

    /** One entity, or one lookup value. */
    private record Destination(String kind, String key, String type, String to) {}

    private record Change(List<String> parts, DeclarationChange change) {}
}
