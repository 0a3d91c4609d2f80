package io.cartostream.engine.scope;

import io.cartostream.contract.EntityKey;
import io.cartostream.engine.change.Provenance;
import io.cartostream.engine.codec.Keys;
import io.cartostream.engine.message.AssertionBody;
import io.cartostream.engine.message.LookupMessage.DemandChange;
import io.cartostream.engine.message.LookupMessage.DemandsChanged;
import io.cartostream.engine.message.NodeMessage.FactsChanged;
import io.cartostream.engine.message.RelationshipEnd;
import io.cartostream.engine.message.ShapeChange;
import io.cartostream.engine.scope.ResourceState.FactMark;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Sends what changed between what a contributor asserted and what it asserts now: one message per destination, those that
 * assert anything before those that only retract, so that an entity that moves between a resource's facts does not blink.
 */
final class FactSender {
    private final ScopeOutput output;

    FactSender(ScopeOutput output) {
        this.output = output;
    }

    /** Sends the difference; returns the number of messages. */
    int send(SortedMap<String, FactMark> before, FactSet now, String contributor, Provenance provenance) {
        Map<Destination, List<Change>> asserting = new LinkedHashMap<>();
        Map<Destination, List<Change>> retracting = new LinkedHashMap<>();
        for (Map.Entry<String, FactMark> fact : now.marks().entrySet()) {
            FactMark earlier = before.get(fact.getKey());
            if (earlier == null || !earlier.equals(fact.getValue())) {
                add(asserting, fact.getKey(), fact.getValue(), earlier, now.body(fact.getKey()));
            }
        }
        for (Map.Entry<String, FactMark> fact : before.entrySet()) {
            if (!now.marks().containsKey(fact.getKey())) {
                Map<Destination, List<Change>> group =
                        asserting.containsKey(destination(Keys.split(fact.getKey()))) ? asserting : retracting;
                add(group, fact.getKey(), fact.getValue(), fact.getValue(), null);
            }
        }
        asserting.forEach((destination, changes) -> emit(destination, changes, contributor, provenance));
        retracting.forEach((destination, changes) -> emit(destination, changes, contributor, provenance));
        return asserting.size() + retracting.size();
    }

    /** Retracts everything; returns the number of messages. */
    int retract(SortedMap<String, FactMark> before, String contributor, Provenance provenance) {
        return before.isEmpty() ? 0 : send(before, FactSet.of(List.of()), contributor, provenance);
    }

    private static void add(
            Map<Destination, List<Change>> groups,
            String id,
            FactMark mark,
            @Nullable FactMark earlier,
            @Nullable AssertionBody body) {
        List<String> parts = Keys.split(id);
        ShapeChange change = new ShapeChange(
                parts.get(parts.size() - 1), mark.rank(), earlier == null ? 0 : 1 << earlier.rank(), body);
        groups.computeIfAbsent(destination(parts), key -> new ArrayList<>()).add(new Change(parts, change));
    }

    private void emit(Destination destination, List<Change> changes, String contributor, Provenance provenance) {
        if (destination.kind().equals(FactSet.LOOKUP)) {
            List<DemandChange> demands = new ArrayList<>(changes.size());
            for (Change change : changes) {
                List<String> parts = change.parts();
                demands.add(new DemandChange(
                        parts.get(2), node(parts.get(4)), parts.get(3).equals(">"), change.change()));
            }
            output.toLookup(destination.key(), new DemandsChanged(contributor, demands, provenance));
            return;
        }
        List<ShapeChange> shapes = changes.stream().map(Change::change).toList();
        RelationshipEnd end = destination.kind().equals(FactSet.NODE)
                ? null
                : new RelationshipEnd(destination.type(), node(destination.to()));
        output.toNode(destination.key(), new FactsChanged(end, contributor, shapes, provenance));
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

    private record Change(List<String> parts, ShapeChange change) {}
}
