package io.cartostream.cli.pipeline;

import io.cartostream.cli.connection.ConnectRest;
import io.cartostream.cli.connection.GroupDrain;
import io.cartostream.cli.connection.KafkaClient;
import io.cartostream.cli.connection.Neo4jClient;
import io.cartostream.cli.connection.RegistryClient;
import io.cartostream.cli.session.CliSettings;
import io.cartostream.cli.session.CommandFailure;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Connections to a running pipeline, and whether its stages have work left. For one thread. Close it. */
public final class RunningPipeline implements AutoCloseable {

    private static final Duration SUSPICIOUS = Duration.ofSeconds(10);

    private final KafkaClient kafka;
    private final RegistryClient registry;
    private final Neo4jClient graph;
    private final GraphChangeFeed feed;
    private final GroupDrain topology;
    private final SinkProgress sink;
    private final Watch watch;

    /**
     * How to wait for the pipeline.
     *
     * @param connector name of the sink's connector
     * @param patience how long a stage may make no progress
     * @param topologyAdvice what to do if the topology makes none, as the end of a message
     * @param sinkAdvice what to do if the sink makes none
     */
    public record Watch(String connector, Duration patience, String topologyAdvice, String sinkAdvice) {}

    /**
     * When the stages were seen to have no work left, {@link System#nanoTime}.
     *
     * @param topologyNanos the topology
     * @param sinkNanos the sink
     */
    public record Rest(long topologyNanos, long sinkNanos) {}

    /**
     * Connects to every part, and opens the feed of graph changes at its present end.
     *
     * @throws CommandFailure in one line, if a part does not answer
     */
    public RunningPipeline(CliSettings settings, Watch watch) {
        this.watch = watch;
        this.kafka = KafkaClient.connect(settings);
        this.registry = RegistryClient.connect(settings);
        this.graph = Neo4jClient.connect(settings);
        this.feed = new GraphChangeFeed(kafka, registry);
        this.topology = GroupDrain.ofTopology(kafka);
        this.sink = new SinkProgress(kafka, graph, new ConnectRest(settings).group(watch.connector()));
    }

    /**
     * Checks that a topology reads from this cluster.
     *
     * @throws CommandFailure if none does
     */
    public void requireTopology() {
        String group = kafka.settings().namespace().group("topology");
        if (kafka.members(group) == 0) {
            throw CommandFailure.failed("no topology reads from "
                    + kafka.settings().bootstrapServers() + " as " + group + ": start it first");
        }
    }

    /** The cluster. */
    public KafkaClient kafka() {
        return kafka;
    }

    /** The schema registry. */
    public RegistryClient registry() {
        return registry;
    }

    /** The database. */
    public Neo4jClient graph() {
        return graph;
    }

    /** The graph changes since the pipeline was opened. */
    public GraphChangeFeed feed() {
        return feed;
    }

    /** Waits until topology and sink have no work left. The feed counts the changes that arrive in between. */
    public Rest awaitRest() {
        return awaitRest(change -> {});
    }

    /**
     * Waits until topology and sink have no work left.
     *
     * @param visitor receives each change of the estate that arrives in between
     * @throws CommandFailure if a stage makes no progress, or the connector failed
     */
    public Rest awaitRest(Consumer<SeenChange> visitor) {
        PollPacing pacing = new PollPacing(System::nanoTime);
        long progress = System.nanoTime();
        long topologyDone = 0;
        long position = -1;
        while (true) {
            List<SeenChange> changes = feed.poll(pacing.rest());
            changes.forEach(visitor);
            if (!changes.isEmpty()) {
                progress = System.nanoTime();
                topologyDone = 0;
            } else if (pacing.due()) {
                if (topologyDone != 0 && sink.reached(feed.lastOffsets())) {
                    return new Rest(topologyDone, System.nanoTime());
                }
                if (topologyDone == 0 && topology.drained()) {
                    topologyDone = System.nanoTime(); // the sink comes next, once no change arrives
                } else {
                    pacing.notYet();
                }
            }
            if (topology.position() + sink.position() != position) {
                position = topology.position() + sink.position();
                progress = System.nanoTime();
            }
            requireProgress(Duration.ofNanos(System.nanoTime() - progress), topologyDone == 0);
        }
    }

    private void requireProgress(Duration still, boolean topologyAtWork) {
        if (!topologyAtWork && still.compareTo(SUSPICIOUS) > 0) {
            String state = sinkState();
            if (state.startsWith("FAILED")) {
                throw CommandFailure.failed("the connector " + watch.connector() + " has " + state);
            }
        }
        if (still.compareTo(watch.patience()) > 0) {
            throw CommandFailure.failed((topologyAtWork ? "the topology" : "the sink")
                    + " has work left and makes no progress for "
                    + watch.patience().toSeconds() + " s. "
                    + (topologyAtWork ? watch.topologyAdvice() : watch.sinkAdvice()));
        }
    }

    private String sinkState() {
        try {
            return new ConnectRest(kafka.settings()).status(watch.connector()).state();
        } catch (CommandFailure e) {
            return "unknown"; // Kafka Connect does not answer
        }
    }

    @Override
    public void close() {
        feed.close();
        topology.close();
        sink.close();
        graph.close();
        kafka.close();
    }
}
