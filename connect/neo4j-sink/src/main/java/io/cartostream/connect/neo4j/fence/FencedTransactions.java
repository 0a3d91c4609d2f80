package io.cartostream.connect.neo4j.fence;

import io.cartostream.connect.neo4j.database.Neo4jDatabase;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.neo4j.driver.Transaction;

/** The transactions of one call: each checks the fence first, and one of them records the call's offsets on it. Not thread-safe. */
public final class FencedTransactions {
    private final Neo4jDatabase database;
    private final WriteFence fence;
    private final Map<TopicPartition, Long> offsets;
    private boolean recorded;

    /** @param offsets the partitions that the call writes, with the last offset of each */
    public FencedTransactions(Neo4jDatabase database, WriteFence fence, Map<TopicPartition, Long> offsets) {
        this.database = database;
        this.fence = fence;
        this.offsets = offsets;
    }

    /**
     * Runs the work in one transaction, once, unless the fence refuses it.
     *
     * @param record whether the call is complete with it, so that the fence may record the offsets
     */
    public <T> T write(boolean record, Function<Transaction, T> work) {
        T result = database.write(tx -> {
            fence.check(tx, offsets, record);
            return work.apply(tx);
        });
        recorded |= record;
        return result;
    }

    /** Whether a transaction that recorded the offsets is committed. */
    public boolean recorded() {
        return recorded;
    }
}
