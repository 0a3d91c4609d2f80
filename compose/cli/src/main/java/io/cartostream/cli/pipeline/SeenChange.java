package io.cartostream.cli.pipeline;

import io.cartostream.avro.GraphChange;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A graph change of the estate, as a {@link GraphChangeFeed} received it.
 *
 * @param key the entity's key
 * @param content decodes the change on every call; null for a tombstone. For the feed's thread, while the feed is open
 * @param nanos when the feed received it, {@link System#nanoTime}
 */
public record SeenChange(String key, Supplier<@Nullable GraphChange> content, long nanos) {

    /** The change; null for a tombstone. */
    public @Nullable GraphChange change() {
        return content.get();
    }
}
