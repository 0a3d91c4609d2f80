package io.cartostream.cli.bench;

import io.cartostream.cli.connection.ConnectRest;
import io.cartostream.cli.connection.GroupDrain;
import io.cartostream.cli.connection.KafkaClient;
import io.cartostream.cli.connection.Neo4jClient;
import io.cartostream.cli.connection.RegistryClient;
import io.cartostream.cli.session.CliSettings;
import io.cartostream.cli.session.CommandFailure;
import java.time.Duration;

/** Everything that a measurement looks at, connected. Close it. */
final class MeasuredPipeline implements AutoCloseable {

    private static final Duration SUSPICIOUS = Duration.ofSeconds(10);

    private final KafkaClient kafka;
    private final RegistryClient registry;
    private final Neo4jClient graph;
    private final ChangeFeed feed;
    private final GroupDrain topology;
    private final SinkProgress sink;
    private final Duration patience;
    private final String connector;

    MeasuredPipeline(CliSettings settings, BenchCommand.Options options) {
        this.patience = options.patience;
        this.connector = options.sink;
        this.kafka = KafkaClient.connect(settings);
        this.registry = RegistryClient.connect(settings);
        this.graph = Neo4jClient.connect(settings);
        this.feed = new ChangeFeed(kafka, registry);
        this.topology = GroupDrain.ofTopology(kafka);
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

    KafkaClient kafka() {
        return kafka;
    }

    RegistryClient registry() {
        return registry;
    }

    Neo4jClient graph() {
        return graph;
    }

    ChangeFeed feed() {
        return feed;
    }

    /** When the stages were seen to have nothing left to do, {@link System#nanoTime}. */
    record Rest(long topologyNanos, long sinkNanos) {}

    /** Waits until topology and sink are at rest; changes of the estate that come meanwhile are counted by the feed. */
    Rest awaitRest() {
        PollPacing pace = new PollPacing(System::nanoTime);
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
