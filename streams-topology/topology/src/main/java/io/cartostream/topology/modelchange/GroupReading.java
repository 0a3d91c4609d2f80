package io.cartostream.topology.modelchange;

import io.cartostream.runtime.run.GroupProgress;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** The progress of the application's consumer group, as the barrier asks for it. */
public record GroupReading(GroupProgress progress) implements GrownBarrier.Reading {

    @Override
    public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions, IsolationLevel isolation)
            throws ExecutionException, InterruptedException, TimeoutException {
        return progress.ends(partitions, isolation);
    }

    @Override
    public boolean hasReached(Map<TopicPartition, Long> ends)
            throws ExecutionException, InterruptedException, TimeoutException {
        return progress.hasReached(ends);
    }
}
