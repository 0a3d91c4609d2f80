package io.cartostream.engine.node;

import io.cartostream.engine.change.GraphChange.Deletion;
import io.cartostream.engine.change.GraphChange.Reason;
import io.cartostream.engine.change.GraphChange.RelationshipUpsert;
import io.cartostream.engine.change.Provenance;
import io.cartostream.engine.codec.ByteContent;
import io.cartostream.engine.codec.ContentDigest;
import io.cartostream.engine.message.AssertionBody;
import io.cartostream.engine.message.DeclarationChange;
import io.cartostream.engine.message.NodeMessage.RelationshipCandidate;
import io.cartostream.engine.message.RankSet;
import io.cartostream.engine.node.OutgoingState.Sole;
import io.cartostream.engine.store.SortedStore;
import io.cartostream.models.fact.PropertyValue;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Merges the contributors of relationships in the partition of the start node, which sends candidates to the partition of the
 * end node, which emits the changes. Both compare the desired state with the one they sent last, and send only differences.
 */
final class RelationshipMerger {
    private final SortedStore entities;
    private final ContributionIndex contributions;
    private final DeletionIndex deletions;
    private final NodeOutput output;

    RelationshipMerger(
            SortedStore entities, ContributionIndex contributions, DeletionIndex deletions, NodeOutput output) {
        this.entities = entities;
        this.contributions = contributions;
        this.deletions = deletions;
        this.output = output;
    }

    /**
     * In the start node's partition: applies a contributor's changes. The relationship has an entry while it has contributors.
     *
     * @param isNew true if the relationship is known to have no entry
     */
    void apply(
            EntityRef entity,
            String contributor,
            List<DeclarationChange> changes,
            boolean fromPresent,
            boolean isNew,
            Provenance provenance) {
        byte[] encoded = isNew ? null : entities.get(entity.outgoingKey());
        OutgoingState before = encoded == null ? null : OutgoingState.decode(encoded);
        boolean alone = before == null || before.isOf(contributor, changes);
        if (before != null && !alone) {
            if (before.sole() != null) {
                spill(entity, before.sole(), before.effective());
            }
            if (before.covers(changes)) {
                contributions.add(entity, contributor, changes);
                OutgoingState same = new OutgoingState(false, null, before.effective(), null);
                forward(entity, before, same, fromPresent, provenance);
                return;
            }
        }
        MergedState merged = alone
                ? ContributionIndex.alone(contributor, changes).state()
                : contributions.apply(entity, contributor, changes);
        AssertionBody all = merged == null ? null : merged.body();
        ByteContent refused = all == null ? null : refusal(entity, before, all, provenance);
        Sole sole = alone && refused == null ? Sole.of(contributor, changes, all) : null;
        if (alone && all != null && sole == null) {
            contributions.add(entity, contributor, changes);
        }
        AssertionBody now = refused == null ? all : before == null ? null : before.effective();
        forward(entity, before, new OutgoingState(false, refused, now, sole), fromPresent, provenance);
    }

    /** Gives the sole contributor a separate entry, because another contributor arrives. */
    private void spill(EntityRef entity, Sole sole, @Nullable AssertionBody body) {
        contributions.add(
                entity,
                sole.contributor(),
                List.of(new DeclarationChange(sole.declaration(), sole.rank(), RankSet.NONE, body)));
    }

    /**
     * Returns the digest of the merged state if it is too large to be accepted; null if it is accepted. A refused relationship
     * keeps its earlier state. The start node's partition decides, because it comes first and both partitions must agree.
     */
    private @Nullable ByteContent refusal(
            EntityRef entity, @Nullable OutgoingState before, AssertionBody all, Provenance provenance) {
        if (before != null && all.equals(before.effective())) {
            return null;
        }
        ByteContent earlier = before == null ? null : before.refused();
        if (earlier != null && earlier.equals(ContentDigest.of(all.bytes()))) {
            return earlier;
        }
        long time = provenance.effectiveTime();
        boolean taken = output.accepts(
                all, () -> new RelationshipUpsert(entity.outgoingEntity(), properties(all), time, time, provenance));
        return taken ? null : ContentDigest.of(all.bytes());
    }

    /**
     * In the start node's partition: the start node appeared or vanished.
     *
     * @param encoded the relationship's entry
     */
    void evaluateOutgoing(EntityRef entity, byte[] encoded, boolean fromPresent, Provenance provenance) {
        OutgoingState before = OutgoingState.decode(encoded);
        forward(entity, before, before, fromPresent, provenance);
    }

    /** Sends the candidate to the end node's partition if it differs from the one sent last, and stores what was sent. */
    private void forward(
            EntityRef entity,
            @Nullable OutgoingState before,
            OutgoingState now,
            boolean fromPresent,
            Provenance provenance) {
        AssertionBody said = before != null && before.forwarded() ? before.effective() : null;
        AssertionBody candidate = fromPresent ? now.effective() : null;
        if (!Objects.equals(candidate, said)) {
            output.toTarget(
                    entity.other(),
                    new RelationshipCandidate(
                            entity.type(), EntityRef.parseNode(entity.node()), candidate, provenance));
        }
        if (now.effective() == null && now.refused() == null) {
            if (before != null) {
                entities.delete(entity.outgoingKey());
            }
            return;
        }
        OutgoingState after = now.with(candidate != null);
        if (!after.equals(before)) {
            entities.put(entity.outgoingKey(), after.encode());
        }
    }

    /**
     * In the end node's partition: applies the candidate that the start node's partition sent.
     *
     * @param isNew true if the relationship is known to have no entry
     */
    void offer(
            EntityRef entity,
            @Nullable AssertionBody candidate,
            boolean toPresent,
            boolean isNew,
            Provenance provenance) {
        String key = entity.incomingKey();
        IncomingState before = isNew ? IncomingState.NONE : IncomingState.decode(entities.get(key));
        boolean same = before.emitted() && candidate != null && candidate.equals(before.candidate());
        if (same) {
            return;
        }
        if (candidate != null && toPresent) {
            upsert(entity, candidate, before, provenance);
        } else if (before.emitted()) {
            delete(entity, candidate, Reason.WITHDRAWN, provenance);
        } else {
            store(key, IncomingState.absent(candidate, before.deletedAt()));
        }
    }

    /**
     * In the end node's partition: the end node appeared or vanished.
     *
     * @param encoded the relationship's entry
     */
    void evaluateIncoming(EntityRef entity, byte[] encoded, boolean toPresent, Provenance provenance) {
        IncomingState before = IncomingState.decode(encoded);
        AssertionBody candidate = before.candidate();
        if (candidate != null && toPresent && !before.emitted()) {
            upsert(entity, candidate, before, provenance);
        } else if (!toPresent && before.emitted()) {
            delete(entity, candidate, Reason.END_GONE, provenance);
        }
    }

    /** Forgets a deletion, unless the relationship has returned since. */
    void forget(EntityRef entity, long deletedAt) {
        String key = entity.incomingKey();
        IncomingState state = IncomingState.decode(entities.get(key));
        if (!state.emitted() && state.deletedAt() != null && state.deletedAt() == deletedAt) {
            output.forget(entity.incomingEntity());
            store(key, IncomingState.absent(state.candidate(), null));
        }
    }

    private void upsert(EntityRef entity, AssertionBody candidate, IncomingState before, Provenance provenance) {
        long time = provenance.effectiveTime();
        long firstSeen = before.emitted() ? before.firstSeen() : time;
        long changedAt = before.emitted() ? Math.max(before.changedAt(), time) : time;
        output.change(new RelationshipUpsert(
                entity.incomingEntity(), properties(candidate), firstSeen, changedAt, provenance));
        store(entity.incomingKey(), IncomingState.present(candidate, firstSeen, changedAt));
    }

    private static SortedMap<String, PropertyValue> properties(AssertionBody body) {
        SortedMap<String, PropertyValue> properties = new TreeMap<>();
        body.properties().forEach((name, value) -> {
            if (value != null) {
                properties.put(name, value);
            }
        });
        return properties;
    }

    private void delete(EntityRef entity, @Nullable AssertionBody candidate, Reason reason, Provenance provenance) {
        output.change(new Deletion(entity.incomingEntity(), reason, provenance));
        long deletedAt = deletions.record(entity.incomingKey());
        store(entity.incomingKey(), IncomingState.absent(candidate, deletedAt));
    }

    private void store(String key, IncomingState state) {
        if (state.equals(IncomingState.NONE)) {
            entities.delete(key);
        } else {
            entities.put(key, state.encode());
        }
    }
}
