package io.cartostream.engine.scope;

import io.cartostream.engine.change.Provenance;
import io.cartostream.engine.message.AssertionBody;
import io.cartostream.engine.message.DeclarationChange;
import io.cartostream.engine.message.EntityFacts;
import io.cartostream.engine.message.LookupMessage.DemandChange;
import io.cartostream.engine.message.LookupMessage.DemandsChanged;
import io.cartostream.engine.message.NodeMessage.FactsChanged;
import io.cartostream.engine.message.RankSet;
import io.cartostream.engine.scope.FactId.EntityTarget;
import io.cartostream.engine.scope.FactId.FactTarget;
import io.cartostream.engine.scope.FactId.LookupFactId;
import io.cartostream.engine.scope.FactId.LookupTarget;
import io.cartostream.engine.scope.ResourceState.FactMark;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Sends the difference between what a contributor asserted and what it asserts now. One message carries a node and all
 * relationships that start at it; another carries all demands under one lookup value. Changes that assert go before changes
 * that only retract, so that an entity which moves between a resource's facts is never deleted in between.
 */
final class FactSender {
    /** Upper bound of one message: a resource can have many relationships, and many demands under one value. */
    private static final int MOST_ENTITIES = 100;

    private static final long MOST_BYTES = 256 * 1024;

    private final ScopeOutput output;

    FactSender(ScopeOutput output) {
        this.output = output;
    }

    /** Sends the difference. Returns roughly how many messages and entities it took. */
    int send(SortedMap<String, FactMark> before, FactSet now, String contributor, Provenance provenance) {
        Map<FactTarget, List<FactChange>> asserting = asserted(before, now);
        Map<FactTarget, List<FactChange>> retracting = new LinkedHashMap<>();
        for (Map.Entry<String, FactMark> fact : before.entrySet()) {
            if (!now.marks().containsKey(fact.getKey())) {
                FactId id = FactId.parse(fact.getKey());
                Map<FactTarget, List<FactChange>> group = asserting.containsKey(id.target()) ? asserting : retracting;
                add(group, id, fact.getValue(), fact.getValue(), null);
            }
        }
        return emit(asserting, contributor, provenance) + emit(retracting, contributor, provenance);
    }

    /** Sends what is new or differs, and retracts nothing. Returns roughly how many messages and entities it took. */
    int grow(SortedMap<String, FactMark> before, FactSet now, String contributor, Provenance provenance) {
        return emit(asserted(before, now), contributor, provenance);
    }

    private static Map<FactTarget, List<FactChange>> asserted(SortedMap<String, FactMark> before, FactSet now) {
        Map<FactTarget, List<FactChange>> asserting = new LinkedHashMap<>();
        for (Map.Entry<String, FactMark> fact : now.marks().entrySet()) {
            FactMark earlier = before.get(fact.getKey());
            if (earlier == null || !earlier.equals(fact.getValue())) {
                add(asserting, FactId.parse(fact.getKey()), fact.getValue(), earlier, now.body(fact.getKey()));
            }
        }
        return asserting;
    }

    /** Retracts everything. Returns roughly how many messages and entities it took. */
    int retract(SortedMap<String, FactMark> before, String contributor, Provenance provenance) {
        return before.isEmpty() ? 0 : send(before, FactSet.of(List.of()), contributor, provenance);
    }

    private static void add(
            Map<FactTarget, List<FactChange>> groups,
            FactId id,
            FactMark mark,
            @Nullable FactMark earlier,
            @Nullable AssertionBody body) {
        RankSet earlierRanks = earlier == null ? RankSet.NONE : RankSet.of(earlier.rank());
        DeclarationChange change = new DeclarationChange(id.declaration(), mark.rank(), earlierRanks, body);
        groups.computeIfAbsent(id.target(), target -> new ArrayList<>()).add(new FactChange(id, change));
    }

    private int emit(Map<FactTarget, List<FactChange>> groups, String contributor, Provenance provenance) {
        Map<String, List<EntityFacts>> byNode = new LinkedHashMap<>();
        int spent = 0;
        for (Map.Entry<FactTarget, List<FactChange>> group : groups.entrySet()) {
            if (group.getKey() instanceof LookupTarget target) {
                List<List<DemandChange>> slices = slices(demands(group.getValue()), DemandChange::size);
                slices.forEach(demands ->
                        output.toLookup(target.lookup(), new DemandsChanged(contributor, demands, provenance)));
                spent += slices.size();
            } else if (group.getKey() instanceof EntityTarget target) {
                byNode.computeIfAbsent(target.node(), node -> new ArrayList<>()).add(facts(target, group.getValue()));
                spent++;
            }
        }
        byNode.forEach((node, all) -> slices(all, EntityFacts::size)
                .forEach(entities -> output.toNode(node, new FactsChanged(contributor, entities, provenance))));
        return spent;
    }

    /** Splits one receiver's changes, in order, into parts that fit one message each. */
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

    private static List<DemandChange> demands(List<FactChange> changes) {
        return changes.stream()
                .map(change -> ((LookupFactId) change.id()).demand(change.change()))
                .toList();
    }

    private static EntityFacts facts(EntityTarget target, List<FactChange> changes) {
        return new EntityFacts(
                target.relationship(), changes.stream().map(FactChange::change).toList());
    }

    private record FactChange(FactId id, DeclarationChange change) {}
}
