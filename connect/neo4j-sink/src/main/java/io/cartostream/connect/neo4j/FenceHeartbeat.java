package io.cartostream.connect.neo4j;

import io.cartostream.connect.neo4j.fence.PartitionFences;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Touches the fences of idle partitions, so that their time shows that the sink is present. Connect asks for offsets even while the
 * connector is paused; a partition with unread records therefore gets no touch. For the thread that writes.
 */
final class FenceHeartbeat {
    private final PartitionFences fences;
    private final TopicIdentities identities;
    private final Clock clock;
    private Instant next = Instant.EPOCH;

    FenceHeartbeat(PartitionFences fences, TopicIdentities identities, Clock clock) {
        this.fences = fences;
        this.identities = identities;
        this.clock = clock;
    }

    /** @param written the offsets before which everything is written */
    void beat(Map<TopicPartition, OffsetAndMetadata> written) {
        Map<TopicPartition, Long> due = new HashMap<>();
        written.forEach((partition, offset) -> due.put(partition, offset.offset()));
        due.keySet().retainAll(fences.due());
        Instant now = clock.instant();
        if (due.isEmpty() || now.isBefore(next)) {
            return;
        }
        next = now.plus(fences.heartbeat());
        due.keySet().removeAll(identities.unread(due));
        fences.touch(due.keySet());
    }
}
