package io.cartostream.cli.sync;

import io.cartostream.cli.connection.ConnectRest;
import io.cartostream.cli.connection.KafkaClient;
import io.cartostream.cli.connection.Neo4jClient;
import io.cartostream.cli.output.HumanText;
import io.cartostream.cli.output.JsonOutput;
import io.cartostream.cli.pipeline.InventoryArrival;
import io.cartostream.cli.session.CliSettings;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.CommandSession;

/** Waits for the graph on behalf of {@code sync --wait}. */
final class GraphWait {

    private final CommandSession session;
    private final GraphWaitOptions options;

    GraphWait(CommandSession session, GraphWaitOptions options) {
        this.session = session;
        this.options = options;
    }

    /**
     * Checks before the sync that something can bring it into the graph.
     *
     * @throws CommandFailure if no topology runs, or Neo4j does not answer
     */
    void requirePipeline() {
        CliSettings settings = session.settings();
        Neo4jClient.connect(settings).close();
        try (KafkaClient kafka = KafkaClient.connect(settings)) {
            String group = settings.namespace().group("topology");
            if (kafka.members(group) == 0) {
                throw CommandFailure.failed("--wait: no topology reads from " + settings.bootstrapServers() + " as "
                        + group + ": start it first");
            }
        }
    }

    /**
     * Waits, and prints how long it took.
     *
     * @throws CommandFailure that says how far the graph is, if it does not hold the sync in time
     */
    void await(boolean lines) {
        CliSettings settings = session.settings();
        try (KafkaClient kafka = KafkaClient.connect(settings);
                Neo4jClient graph = Neo4jClient.connect(settings);
                InventoryArrival arrival =
                        new InventoryArrival(kafka, graph, new ConnectRest(settings).group(options.sink()))) {
            InventoryArrival.Progress progress =
                    arrival.await(options.patience(), session.surroundings().pause());
            if (!progress.arrived()) {
                throw CommandFailure.failed("after " + options.patience().toSeconds()
                        + " s the graph does not hold the sync: " + progress.text()
                        + ". It continues without this command; `cartostream doctor` examines the pipeline.");
            }
            session.out()
                    .println(
                            lines
                                    ? JsonOutput.line(JsonOutput.object()
                                            .put("event", "in-graph")
                                            .put(
                                                    "milliseconds",
                                                    progress.waited().toMillis()))
                                    : "in the graph after " + HumanText.seconds(progress.waited()));
            session.out().flush();
        }
    }
}
