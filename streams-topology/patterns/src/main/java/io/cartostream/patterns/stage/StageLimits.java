package io.cartostream.patterns.stage;

/**
 * How much the stage does and keeps at most.
 *
 * @param slice the messages that one call sends along a node's relationships; at least 1
 * @param rows the rows that a node sends to each of its neighbours, and that an anchor reads, per gathering; at least 1. Beyond
 *     it, what depends on the missing rows is unknown
 */
public record StageLimits(int slice, int rows) {
    /** 500 messages, 1,000 rows. */
    public static final StageLimits DEFAULTS = new StageLimits(500, 1_000);

    /** Refuses limits below 1 with an {@link IllegalArgumentException}. */
    public StageLimits {
        if (slice < 1 || rows < 1) {
            throw new IllegalArgumentException("limits are at least 1: " + slice + ", " + rows);
        }
    }
}
