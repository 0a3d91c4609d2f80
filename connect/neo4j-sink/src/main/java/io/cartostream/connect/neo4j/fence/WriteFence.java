package io.cartostream.connect.neo4j.fence;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.neo4j.driver.Transaction;

/** What every write transaction asks first: are we still the writer of these partitions? */
public interface WriteFence {

    /** Never refuses: for one writer that is known to be alone. */
    WriteFence NONE = (tx, offsets, record) -> {};

    /**
     * Locks the fences of the partitions until the transaction ends, and checks that nobody raised them since we opened them.
     *
     * @param offsets the partitions that the transaction writes, with their last offsets
     * @param record whether the offsets are now written and may be noted
     * @throws FencedException if another writer took over
     */
    void check(Transaction tx, Map<TopicPartition, Long> offsets, boolean record);

    /** Told when what {@link #check} recorded is committed. */
    default void written(Map<TopicPartition, Long> offsets) {}

    /**
     * This fence as it is held now. What is returned refuses for good once one of the partitions was closed or taken over, even if
     * this writer opened it again since: for work that may outlive the opening it was begun under.
     */
    default WriteFence asHeld(Collection<TopicPartition> partitions) {
        return this;
    }
}
