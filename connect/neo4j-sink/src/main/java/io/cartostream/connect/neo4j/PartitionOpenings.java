package io.cartostream.connect.neo4j;

import io.cartostream.connect.neo4j.config.SinkConfig;
import io.cartostream.connect.neo4j.database.Neo4jDatabase;
import io.cartostream.connect.neo4j.database.UnreachableException;
import io.cartostream.connect.neo4j.database.UnusableException;
import io.cartostream.connect.neo4j.fence.FormerFence;
import io.cartostream.connect.neo4j.fence.KafkaIdentity;
import io.cartostream.connect.neo4j.fence.PartitionFences;
import io.cartostream.connect.neo4j.write.SchemaKeeper;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prepares the database and opens the fences of assigned partitions as soon as both databases, Neo4j and Kafka, can be reached; reports
 * gaps, or refuses to write because of them. For the task's thread.
 */
final class PartitionOpenings {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionOpenings.class);

    private final SinkConfig config;
    private final Neo4jDatabase database;
    private final @Nullable PartitionFences fences;
    private final TopicIdentities identities;
    private final PartitionRewinds rewinds;
    private final Set<TopicPartition> toOpen = new HashSet<>();
    /** The offsets on the fences at their opening, until the first record of the partition arrives. */
    private final Map<TopicPartition, Long> writtenBefore = new HashMap<>();

    private boolean prepared;

    /**
     * @param fences null if the sink writes without fences
     * @param rewinds receives the partitions that must be read again
     */
    PartitionOpenings(
            SinkConfig config,
            Neo4jDatabase database,
            @Nullable PartitionFences fences,
            TopicIdentities identities,
            PartitionRewinds rewinds) {
        this.config = config;
        this.database = database;
        this.fences = fences;
        this.identities = identities;
        this.rewinds = rewinds;
    }

    void add(Collection<TopicPartition> partitions) {
        toOpen.addAll(partitions);
    }

    void drop(Collection<TopicPartition> partitions) {
        toOpen.removeAll(partitions);
        rewinds.drop(partitions);
        writtenBefore.keySet().removeAll(partitions);
    }

    /** Whether the database has been prepared. */
    boolean prepared() {
        return prepared;
    }

    /** Prepares the database and opens the fences, if that is not done yet; returns whether it raised fences. */
    boolean complete() {
        if (!prepared) {
            new SchemaKeeper(database).prepare(config.indexes());
            prepared = true;
        }
        boolean raises = fences != null && !toOpen.isEmpty();
        if (fences != null && raises) {
            KafkaIdentity identity =
                    identities.of(toOpen.stream().map(TopicPartition::topic).collect(Collectors.toSet()));
            reportOrRefuse(fences.gaps(toOpen, identity));
            fences.open(toOpen, identity, identities.positions(toOpen)).forEach(this::opened);
        }
        toOpen.clear();
        return raises;
    }

    private void opened(TopicPartition partition, FormerFence former) {
        if (former.rewinds()) {
            LOG.warn("re-reading {} from offset {}: {}", partition, former.rewind(), former.reason());
            rewinds.add(partition, former.rewind());
        } else {
            rewinds.drop(Set.of(partition));
            writtenBefore.put(partition, former.offset());
        }
    }

    /** Reports the open partitions on which the sink was absent too long; call it before a write, which ends the absence. */
    void reportAbsences() {
        if (fences != null) {
            Map<TopicPartition, String> absences = fences.absences();
            reportOrRefuse(absences.values());
            fences.acknowledge(absences.keySet());
        }
    }

    private void reportOrRefuse(Collection<String> gaps) {
        if (!gaps.isEmpty() && config.refusesGaps()) {
            throw new ConnectException(String.join("; ", gaps));
        }
        gaps.forEach(gap -> LOG.warn("{}", gap));
    }

    /** Reports the partitions whose first records since the opening had been written before. */
    void reportRepeated(Map<TopicPartition, Long> first) {
        first.forEach((partition, offset) -> {
            Long before = writtenBefore.remove(partition);
            if (before != null && offset <= before) {
                LOG.info(
                        "re-reading {} from offset {}; it had been written up to {}: offsets were reset, or their last"
                                + " commit was lost. Writing a change twice has no effect; an entity that the topic has"
                                + " forgotten in the meantime remains in the graph unless the graph was emptied"
                                + " (cartostream graph verify finds it)",
                        partition,
                        offset,
                        before);
            }
        });
    }

    /** Opens, with the next {@link #complete}, the partitions that another worker took over by mistake and has given up since. */
    void reopenReleased() {
        if (fences != null) {
            try {
                toOpen.addAll(fences.released());
            } catch (UnreachableException | UnusableException e) {
                LOG.debug("the fences cannot be read", e);
            }
        }
    }
}
