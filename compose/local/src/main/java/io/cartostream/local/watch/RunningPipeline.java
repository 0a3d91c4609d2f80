package io.cartostream.local.watch;

import io.cartostream.cli.connection.GroupDrain;
import io.cartostream.cli.connection.KafkaClient;
import io.cartostream.cli.session.CliSettings;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.contract.TopicName;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** A running pipeline, and whether its stages have anything left to do. Close it. */
public final class RunningPipeline implements AutoCloseable {

    /** The connector's name, as its JSON has it. */
    public static final String CONNECTOR = "neo4j-sink";

    private static final Duration LOOK = Duration.ofMillis(50);

    private final KafkaClient kafka;
    private final GroupDrain topology;
    private final GroupDrain sink;

    /** Connects. */
    public RunningPipeline(CliSettings settings) {
        this.kafka = KafkaClient.connect(settings);
        this.topology = GroupDrain.ofTopology(kafka);
        String changes = settings.namespace().topic(TopicName.GRAPH_CHANGES);
        this.sink = new GroupDrain(kafka, "connect-" + CONNECTOR, List.of(changes));
    }

    /** The cluster. */
    public KafkaClient kafka() {
        return kafka;
    }

    /** Opens the feed of graph changes at its present end. */
    public GraphChangeFeed changes() {
        return new GraphChangeFeed(kafka);
    }

    /** How a load went, from the moment at which everything was published. */
    public record Settled(long changes, long bookkeeping, Duration topology, Duration sink) {}

    /**
     * Waits until the topology has nothing left to do and Neo4j has everything.
     *
     * @param feed the graph changes since before the load; read here to their end
     * @param visitor sees each of them
     * @param patience how long without any progress is too long
     */
    public Settled settle(GraphChangeFeed feed, Consumer<GraphChangeFeed.Seen> visitor, Duration patience) {
        long begin = System.nanoTime();
        long last = begin;
        long lastChange = begin;
        long changes = 0;
        long bookkeeping = 0;
        boolean topologyDone = false;
        while (true) {
            List<GraphChangeFeed.Seen> seen = feed.poll(LOOK);
            for (GraphChangeFeed.Seen one : seen) {
                changes += one.bookkeeping() ? 0 : 1;
                bookkeeping += one.bookkeeping() ? 1 : 0;
                lastChange = one.seenNanos();
                visitor.accept(one);
            }
            if (!seen.isEmpty()) {
                last = System.nanoTime();
                topologyDone = false;
            } else if (topologyDone && sink.drained()) {
                return new Settled(
                        changes,
                        bookkeeping,
                        Duration.ofNanos(Math.max(0, lastChange - begin)),
                        Duration.ofNanos(System.nanoTime() - begin));
            } else if (!topologyDone) {
                topologyDone = topology.drained();
            }
            if (System.nanoTime() - last > patience.toNanos()) {
                throw CommandFailure.failed((topologyDone ? "the sink" : "the topology") + " makes no progress for "
                        + patience.toSeconds() + " s; see: cartostream local status, cartostream local logs "
                        + (topologyDone ? "connect" : "topology"));
            }
        }
    }

    @Override
    public void close() {
        topology.close();
        sink.close();
        kafka.close();
    }
}
