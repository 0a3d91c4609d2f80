package io.cartostream.connect.neo4j.fence;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.neo4j.driver.Transaction;

/** Refuses a write transaction unless this sink is still the writer of its partitions. */
public interface WriteFence {

    /** Never refuses; for a writer that is known to be alone. */
    WriteFence NONE = (tx, offsets, record) -> {};

    /**
     * Locks the fences of the partitions until the transaction ends, and checks that no other writer has raised them since this one
     * opened them.
     *
     * @param offsets the partitions that the transaction writes, with their last offsets
     * @param record whether everything up to the offsets is now written, so that the fence may record them
     * @throws FencedException if another writer took over
     */
    void check(Transaction tx, Map<TopicPartition, Long> offsets, boolean record);

    /** The transaction in which {@link #check} recorded the offsets is committed. */
    default void written(Map<TopicPartition, Long> offsets) {}

    /**
     * Returns a fence for work that may outlive the current opening. It refuses permanently once one of the partitions is closed or
     * taken over, even if this writer opens that partition again.
     */
    default WriteFence currentLeases(Collection<TopicPartition> partitions) {
        return this;
    }
}
