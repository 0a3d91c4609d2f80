package io.cartostream.connect.neo4j;

import io.cartostream.connect.neo4j.fence.PartitionFences;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which offsets Connect may commit: those before which everything is written, and which are on the fences, because the next
 * opening compares the two. For the task's thread.
 */
final class CommittableOffsets {
    private static final Logger LOG = LoggerFactory.getLogger(CommittableOffsets.class);

    private final PollWriter pollWriter;
    private final PartitionRewinds rewinds;
    private final @Nullable PartitionFences fences;

    /** @param fences null if the sink writes without fences */
    CommittableOffsets(PollWriter pollWriter, PartitionRewinds rewinds, @Nullable PartitionFences fences) {
        this.pollWriter = pollWriter;
        this.rewinds = rewinds;
        this.fences = fences;
    }

    /**
     * Returns what Connect may commit of the offsets that it delivered. Records offsets on the fences that no write has put there:
     * those of tombstones, of dead letters and of records that Connect itself skipped.
     */
    Map<TopicPartition, OffsetAndMetadata> of(Map<TopicPartition, OffsetAndMetadata> delivered) {
        Map<TopicPartition, OffsetAndMetadata> written = new HashMap<>(delivered);
        pollWriter
                .unwritten()
                .forEach((partition, first) -> written.computeIfPresent(
                        partition, (any, given) -> given.offset() > first ? new OffsetAndMetadata(first) : given));
        rewinds.limit(written);
        if (fences != null) {
            recordOnFences(fences, written);
        }
        return written;
    }

    private void recordOnFences(PartitionFences open, Map<TopicPartition, OffsetAndMetadata> offsets) {
        Map<TopicPartition, Long> ahead = aheadOfFences(open, offsets);
        if (!ahead.isEmpty() && !recorded(open, ahead)) {
            // Connect keeps the committed offset of a partition that is not in the answer.
            ahead.keySet().forEach(partition -> {
                long onFence = open.offset(partition).orElse(-1);
                offsets.computeIfPresent(
                        partition, (any, given) -> onFence < 0 ? null : new OffsetAndMetadata(onFence + 1));
            });
        }
    }

    private Map<TopicPartition, Long> aheadOfFences(
            PartitionFences open, Map<TopicPartition, OffsetAndMetadata> offsets) {
        Map<TopicPartition, Long> ahead = new HashMap<>();
        offsets.forEach((partition, next) -> open.offset(partition).ifPresent(onFence -> {
            if (next.offset() - 1 > onFence && !rewinds.pending(partition)) {
                ahead.put(partition, next.offset() - 1);
            }
        }));
        return ahead;
    }

    /** A write that is under way records its offsets itself, so this does not wait for it. */
    private boolean recorded(PartitionFences open, Map<TopicPartition, Long> offsets) {
        if (pollWriter.unsettled() || pollWriter.busy()) {
            return false;
        }
        try {
            pollWriter.aside(() -> open.recordOffsets(offsets));
            return true;
        } catch (RuntimeException e) { // the next write fails likewise, and handles it
            LOG.debug("offsets not recorded on the fences, so not committed", e);
            return false;
        }
    }
}
