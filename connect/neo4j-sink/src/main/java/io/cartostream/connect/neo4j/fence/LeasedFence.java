package io.cartostream.connect.neo4j.fence;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.neo4j.driver.Transaction;

/** The fence under the leases of one moment: refuses once one of them is closed, or its epoch has risen in the database. */
final class LeasedFence implements WriteFence {
    private final Map<TopicPartition, FenceLease> then;
    private final FenceLeases now;
    private final String writer;
    private final Clock clock;

    /**
     * @param then the leases to write under
     * @param now the leases of the open partitions
     * @param writer for messages
     */
    LeasedFence(Map<TopicPartition, FenceLease> then, FenceLeases now, String writer, Clock clock) {
        this.then = then;
        this.now = now;
        this.writer = writer;
        this.clock = clock;
    }

    @Override
    public void check(Transaction tx, Map<TopicPartition, Long> offsets, boolean record) {
        // Sorted, so that two writers lock the fences in the same order and never deadlock.
        TreeMap<String, Map<String, Object>> fences = new TreeMap<>();
        offsets.forEach((partition, offset) -> {
            FenceLease lease = then.get(partition);
            // A closed lease needs no query. If the partition is being opened again, the database compares the epochs.
            if (lease == null || !lease.equals(now.of(partition))) {
                throw new FencedException("partition " + partition + " is not open");
            }
            Map<String, Object> row = new HashMap<>(lease.row());
            row.put("offset", record && offset >= 0 ? offset : null);
            row.put("time", record ? clock.millis() : null);
            fences.put(lease.key, row);
        });
        int valid = tx.run(FenceStatements.CHECK, Map.of("fences", List.copyOf(fences.values())))
                .single()
                .get("valid")
                .asInt();
        if (valid != fences.size()) {
            throw new FencedException(
                    "another writer named '" + writer + "' has taken over one of " + offsets.keySet());
        }
    }

    @Override
    public void written(Map<TopicPartition, Long> offsets) {
        Instant time = clock.instant();
        offsets.forEach((partition, offset) -> {
            FenceLease lease = then.get(partition);
            if (lease != null) {
                lease.committed(time, offset);
            }
        });
    }
}
