package io.cartostream.cli.scopes;

import io.cartostream.cli.connection.ConnectRest;
import io.cartostream.cli.connection.KafkaClient;
import io.cartostream.cli.connection.Neo4jClient;
import io.cartostream.cli.pipeline.InventoryArrival;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.CommandSession;

/**
 * Whether the graph holds the last complete sync of every scope. What waits in the topics is not attributed to scopes.
 *
 * @param state yes, pending (some record waits) or unknown (a part does not answer)
 * @param text what is missing; empty if nothing is
 */
record GraphLag(String state, String text) {

    static final String IN_GRAPH = "yes";
    private static final String PENDING = "pending";
    private static final String UNKNOWN = "unknown";

    /** Asks the topology's group and the sink. A part that does not answer makes the lag unknown, not an error. */
    static GraphLag ask(CommandSession session, KafkaClient kafka, String connector) {
        try (Neo4jClient graph = Neo4jClient.connect(session.settings());
                InventoryArrival arrival =
                        new InventoryArrival(kafka, graph, new ConnectRest(session.settings()).group(connector))) {
            InventoryArrival.Progress progress =
                    arrival.now(session.surroundings().pause());
            return progress.arrived() ? new GraphLag(IN_GRAPH, "") : new GraphLag(PENDING, "graph: " + progress.text());
        } catch (CommandFailure e) {
            return new GraphLag(UNKNOWN, "graph: unknown, because " + e.getMessage());
        }
    }
}
