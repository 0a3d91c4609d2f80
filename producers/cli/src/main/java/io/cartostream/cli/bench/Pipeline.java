package io.cartostream.cli.bench;

import io.cartostream.cli.connection.ConnectRest;
import io.cartostream.cli.connection.Drain;
import io.cartostream.cli.connection.Graph;
import io.cartostream.cli.connection.Kafka;
import io.cartostream.cli.connection.Registry;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.Settings;
import java.time.Duration;

/** Everything that a measurement looks at, connected. Close it. */
final class Pipeline implements AutoCloseable {

    private static final Duration SUSPICIOUS = Duration.ofSeconds(10);

    private final Kafka kafka;
    private final Registry registry;
    private final Graph graph;
    private final ChangeFeed feed;
    private final Drain topology;
    private final SinkProgress sink;
    private final Duration patience;
    private final String connector;

    Pipeline(Settings settings, BenchCommand.Options options) {
        this.patience = options.patience;
        this.connector = options.sink;
        this.kafka = Kafka.connect(settings);
        this.registry = Registry.connect(settings);
        this.graph = Graph.connect(settings);
        this.feed = new ChangeFeed(kafka, registry);
        this.topology = Drain.ofTopology(kafka);
        this.sink = new SinkProgress(kafka, graph, new ConnectRest(settings).group(options.sink));
        requireTopology();
    }

    private void requireTopology() {
        String group = kafka.settings().namespace().group("topology");
        if (kafka.members(group) == 0) {
            throw CommandFailure.failed("no topology is reading from "
                    + kafka.settings().bootstrapServers() + " as " + group + ": start it first");
        }
    }

    Kafka kafka() {
        return kafka;
    }

    Registry registry() {
        return registry;
    }

    Graph graph() {
        return graph;
    }

    ChangeFeed feed() {
        return feed;
    }

    /** When the stages were seen to have nothing left to do, {@link System#nanoTime}. */
    record Rest(long topologyNanos, long sinkNanos) {}

    /** Waits until topology and sink are at rest; changes of the estate that come meanwhile are counted by the feed. */
    Rest awaitRest() {
        Pace pace = new Pace(System::nanoTime);
        long progress = System.nanoTime();
        long topologyDone = 0;
        long position = -1;
        while (true) {
            if (!feed.poll(pace.rest()).isEmpty()) {
                progress = System.nanoTime();
                topologyDone = 0;
            } else if (pace.due()) {
                if (topologyDone != 0 && sink.reached(feed.lastOffsets())) {
                    return new Rest(topologyDone, System.nanoTime());
                }
                if (topologyDone == 0 && topology.drained()) {
                    topologyDone = System.nanoTime(); // the sink is asked next, as soon as no change comes
                } else {
                    pace.notYet();
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
                throw CommandFailure.failed("the connector " + connector + " has " + state);
            }
        }
        if (still.compareTo(patience) > 0) {
            throw CommandFailure.failed((topologyAtWork ? "the topology" : "the sink")
                    + " is not done, and makes no progress for " + patience.toSeconds() + " s. Is it running?");
        }
    }

    private String sinkState() {
        try {
            return new ConnectRest(kafka.settings()).status(connector).state();
        } catch (CommandFailure e) {
            return "unknown"; // no Connect there to ask
        }
    }

    @Override
    public void close() {
        feed.close();
        topology.close();
        graph.close();
        kafka.close();
    }
}
