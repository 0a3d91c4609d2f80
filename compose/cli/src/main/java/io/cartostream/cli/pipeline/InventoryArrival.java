package io.cartostream.cli.pipeline;

import io.cartostream.cli.connection.GroupDrain;
import io.cartostream.cli.connection.KafkaClient;
import io.cartostream.cli.connection.Neo4jClient;
import io.cartostream.cli.output.HumanText;
import io.cartostream.cli.session.PollPause;
import io.cartostream.contract.TopicName;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Waits until Neo4j holds everything that the inventory held when the wait began. A record passes the topology's topics several
 * times at most, so the topology is done with it when it has read, that many times in turn, what its topics held; other producers
 * may write meanwhile. Earlier, if nothing was written for a while. Then the sink has to write what graph-changes held. For one
 * thread. Close it.
 */
public final class InventoryArrival implements AutoCloseable {

    /** Raw, facts, lookups, answers, relationships of the targets, and two more for relationships that wait for their ends. */
    private static final int PASSES = 7;
    /** Longer than the topology's interval between two slices of stored work. */
    private static final Duration QUIET = Duration.ofMillis(500);

    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaClient kafka;
    private final GroupDrain topology;
    private final SinkProgress sink;

    /**
     * How far the graph is.
     *
     * @param topologyUnread offsets that the topology has still to read
     * @param sinkUnread offsets that the sink has still to write; 0 while the topology is not done
     * @param arrived true if the graph holds everything
     * @param waited how long the wait took
     */
    public record Progress(long topologyUnread, long sinkUnread, boolean arrived, Duration waited) {

        /** What is missing, for people. */
        public String text() {
            if (topologyUnread > 0) {
                return "the topology has " + HumanText.count(topologyUnread, "offset") + " to read";
            }
            return sinkUnread > 0
                    ? "the sink has " + HumanText.count(sinkUnread, "offset") + " to write"
                    : "records were written just now";
        }
    }

    /** @param sinkGroup the group of the sink's consumers */
    public InventoryArrival(KafkaClient kafka, Neo4jClient graph, String sinkGroup) {
        this.kafka = kafka;
        this.topology = GroupDrain.ofTopology(kafka);
        this.sink = new SinkProgress(kafka, graph, sinkGroup);
    }

    /** What is left at this moment; arrived if nothing is, for a while. */
    public Progress now(PollPause pause) {
        long begin = System.nanoTime();
        if (!topology.drained()) {
            return new Progress(Math.max(1, topology.unread()), 0, false, since(begin));
        }
        Map<TopicPartition, Long> ends = topology.ends();
        long left = sink.unread(ends());
        pause.uninterrupted(QUIET);
        boolean quiet = topology.drained() && topology.ends().equals(ends) && sink.unread(ends()) == 0;
        return new Progress(topology.unread(), left, quiet, since(begin));
    }

    /** Waits at most this long. */
    public Progress await(Duration patience, PollPause pause) {
        long begin = System.nanoTime();
        Map<TopicPartition, Long> goal = topology.ends();
        for (int pass = 0; pass < PASSES; pass++) {
            while (!topology.reached(goal)) {
                if (since(begin).compareTo(patience) > 0) {
                    return new Progress(topology.unread(), 0, false, since(begin));
                }
                pause.uninterrupted(POLL);
            }
            pause.uninterrupted(QUIET);
            Map<TopicPartition, Long> next = topology.ends();
            if (next.equals(goal)) {
                break;
            }
            goal = next;
        }
        Map<Integer, Long> changes = ends();
        long left = sink.unread(changes);
        while (left > 0) {
            if (since(begin).compareTo(patience) > 0) {
                return new Progress(0, left, false, since(begin));
            }
            pause.uninterrupted(POLL);
            left = sink.unread(changes);
        }
        return new Progress(0, 0, true, since(begin));
    }

    private Map<Integer, Long> ends() {
        return kafka.endOffsets(kafka.settings().namespace().topic(TopicName.GRAPH_CHANGES));
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    @Override
    public void close() {
        sink.close();
        topology.close();
    }
}
