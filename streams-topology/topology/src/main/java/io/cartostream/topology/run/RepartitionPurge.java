package io.cartostream.topology.run;

import io.cartostream.contract.Namespace;
import io.cartostream.contract.TopicName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what the application has processed from the engine's own topics, as Kafka Streams does for its internal ones: they
 * are kept for ever otherwise, so that nothing unprocessed is lost however long the application is away. Only records below
 * the group's committed offsets go. A failure is logged and made good by the next run. Any instance may run it.
 */
public final class RepartitionPurge implements Runnable {

    /** The topics that are read by this application only. */
    static final List<TopicName> TOPICS =
            List.of(TopicName.FACTS_BY_NODE, TopicName.RELATIONSHIPS_BY_TARGET, TopicName.LOOKUPS_BY_VALUE);

    private static final Logger LOG = LoggerFactory.getLogger(RepartitionPurge.class);
    private static final long TIMEOUT_SECONDS = 30;

    private final Admin admin;
    private final String group;
    private final Set<String> topics;
    private final Map<TopicPartition, Long> purged = new HashMap<>();

    /** Purges the namespace's topics below this group's offsets. */
    public RepartitionPurge(Admin admin, Namespace namespace, String group) {
        this.admin = admin;
        this.group = group;
        this.topics = TOPICS.stream().map(namespace::topic).collect(Collectors.toSet());
    }

    @Override
    public void run() {
        try {
            purge();
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            LOG.warn("Processed records could not be purged, the next run will do it: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void purge() throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        Map<TopicPartition, RecordsToDelete> due = new HashMap<>();
        committed.forEach((partition, offset) -> {
            if (offset != null
                    && topics.contains(partition.topic())
                    && offset.offset() > purged.getOrDefault(partition, 0L)) {
                due.put(partition, RecordsToDelete.beforeOffset(offset.offset()));
            }
        });
        if (!due.isEmpty()) {
            admin.deleteRecords(due).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            due.forEach((partition, records) -> purged.put(partition, records.beforeOffset()));
            LOG.debug("Purged {} partitions", due.size());
        }
    }
}
