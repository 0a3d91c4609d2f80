package io.cartostream.connect.neo4j.fence;

import io.cartostream.connect.neo4j.database.Neo4jDatabase;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.neo4j.driver.Transaction;

/** What each transaction of one call asks first, and whether the fence has been told how far that call came. Not thread-safe. */
public final class FencedTransactions {
    private final Neo4jDatabase graph;
    private final WriteFence fence;
    private final Map<TopicPartition, Long> offsets;
    private boolean recorded;

    /** @param offsets the partitions that the call writes, with the last offset of each */
    public FencedTransactions(Neo4jDatabase graph, WriteFence fence, Map<TopicPartition, Long> offsets) {
        this.graph = graph;
        this.fence = fence;
        this.offsets = offsets;
    }

    /**
     * Runs the work in one transaction, once, if the fence holds.
     *
     * @param record whether all is done with it, so that the offsets may be noted
     */
    public <T> T write(boolean record, Function<Transaction, T> work) {
        T result = graph.write(tx -> {
            fence.check(tx, offsets, record);
            return work.apply(tx);
        });
        recorded |= record;
        return result;
    }

    /** Whether a transaction is committed that noted the offsets. */
    public boolean recorded() {
        return recorded;
    }
}
