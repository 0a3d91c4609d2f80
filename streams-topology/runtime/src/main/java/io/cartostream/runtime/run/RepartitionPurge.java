package io.cartostream.runtime.run;

import io.cartostream.contract.TopicName;
import io.cartostream.runtime.config.RuntimeConfig;
import java.util.Collection;
import java.util.HashMap;
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
 * Deletes processed records from topics that only this application reads, as Kafka Streams does for its internal topics. These
 * topics have no retention limit, so that nothing unprocessed is lost however long the application is down. Deletes only
 * records below the group's committed offsets. A failure is logged and the next run repeats the work. Any instance may run it.
 */
public final class RepartitionPurge implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(RepartitionPurge.class);
    private static final long TIMEOUT_SECONDS = 30;

    private final Admin admin;
    private final String group;
    private final Set<String> topics;
    private final Map<TopicPartition, Long> purged = new HashMap<>();

    /**
     * Purges topics below the offsets of the application's group.
     *
     * @param topics topics that no other application reads
     */
    public RepartitionPurge(Admin admin, RuntimeConfig config, Collection<TopicName> topics) {
        this.admin = admin;
        this.group = config.applicationId();
        this.topics = topics.stream().map(config.namespace()::topic).collect(Collectors.toSet());
    }

    @Override
    public void run() {
        try {
            purge();
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            LOG.warn("Cannot purge processed records; the next run repeats it: {}", e.toString());
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
