package io.cartostream.engine.node;

import io.cartostream.engine.change.Provenance;
import io.cartostream.engine.codec.ByteContent;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** The last known state of a node. Stored by {@link NodeStateCodec}. */
sealed interface NodeState {
    /** In place of the time of a deletion: no deletion is remembered. */
    long NEVER = -1;

    /** What caused the last change. */
    Provenance provenance();

    /** A state with contributors. */
    sealed interface Contributed extends NodeState {
        /** See {@link ContributionIndex.Merged#firsts}. */
        SortedMap<String, String> firsts();
    }

    /** A state that contributors assert. */
    sealed interface Asserted extends Contributed {
        /** Digest of the merged state that is too large to be accepted; null if the merged state was accepted. */
        @Nullable
        ByteContent refused();
    }

    /**
     * The node is not in the graph, and has no contributor.
     *
     * @param deletedAt clock time of the deletion, which is remembered until it is published as forgotten
     */
    record Absent(long deletedAt, Provenance provenance) implements NodeState {}

    /**
     * The node is not in the graph: contributors enrich it, and none asserts it.
     *
     * @param deletedAt clock time of an earlier deletion; {@link #NEVER} if none is remembered
     */
    record Enriched(long deletedAt, SortedMap<String, String> firsts, Provenance provenance) implements Contributed {}

    /**
     * The node is not in the graph: contributors assert it, and every merged state so far was too large.
     *
     * @param deletedAt clock time of an earlier deletion; {@link #NEVER} if none is remembered
     */
    record Refused(ByteContent refused, long deletedAt, SortedMap<String, String> firsts, Provenance provenance)
            implements Asserted {}

    /**
     * The node is in the graph.
     *
     * @param emitted digest of the emitted state
     * @param refused digest of a later state that is too large to replace the emitted one
     * @param firstSeen effective time when the node appeared
     * @param changedAt effective time of the last change
     * @param carried lookup keys under which the node is published
     */
    record Present(
            ByteContent emitted,
            @Nullable ByteContent refused,
            long firstSeen,
            long changedAt,
            SortedSet<String> carried,
            SortedMap<String, String> firsts,
            Provenance provenance)
            implements Asserted {

        Present withCarried(SortedSet<String> newCarried) {
            return new Present(emitted, refused, firstSeen, changedAt, newCarried, firsts, provenance);
        }

        /** Keeps the emitted state after another look at all contributors. */
        Present withMerged(@Nullable ByteContent newRefused, SortedMap<String, String> newFirsts) {
            return new Present(emitted, newRefused, firstSeen, changedAt, carried, newFirsts, provenance);
        }
    }
}
