package io.cartostream.connect.neo4j.fence;

import org.jspecify.annotations.Nullable;

/**
 * The state of a partition's fence before this sink raised it, and where to read from because of it.
 *
 * @param rewind the offset to read again from, whatever Kafka has as the committed offset; -1 for no rewind
 * @param reason why to rewind, for the log; empty without a rewind
 * @param offset the last offset that this writer wrote; -1 if unknown
 */
public record FormerFence(long rewind, String reason, long offset) {

    /**
     * Decides on a rewind. It only ever goes back: an operator who resets the offsets to an earlier one gets that offset.
     *
     * @param recreated whether the fence of another topic of this name was found
     * @param offset the offset on the fence; -1 if it has none
     * @param pending the rewind on the fence of which nothing is written yet; -1 if there is none
     * @param position null if unknown
     */
    static FormerFence of(boolean recreated, long offset, long pending, @Nullable ConsumerPosition position) {
        if (recreated && offset < 0) {
            return new FormerFence(
                    0, "its topic was created again, so the offsets of the old topic mean nothing", offset);
        }
        long committed = position == null ? Long.MAX_VALUE : position.committed();
        if (pending >= 0 && pending < committed) {
            return new FormerFence(
                    pending, "an earlier task began to, and nothing from there on is written yet", offset);
        }
        if (position != null) {
            long next = offset < 0 ? position.beginning() : offset + 1;
            if (committed > next) {
                return new FormerFence(next, olderGraph(committed, offset), offset);
            }
        }
        return new FormerFence(-1, "", offset);
    }

    /** Whether the partition is to be read again from {@link #rewind}. */
    public boolean rewinds() {
        return rewind >= 0;
    }

    private static String olderGraph(long committed, long offset) {
        return "the committed offset is " + committed + ", but the graph holds "
                + (offset < 0 ? "nothing of this partition" : "nothing after offset " + offset)
                + ". The graph was emptied, or restored from a backup, without resetting the offsets";
    }
}
