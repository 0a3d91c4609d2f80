package io.cartostream.cli.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.cli.connection.ConnectRest;
import io.cartostream.cli.connection.Neo4jClient;
import io.cartostream.cli.deploy.ConnectorDeployment;
import io.cartostream.cli.deploy.ConnectorFile;
import io.cartostream.cli.output.HumanText;
import io.cartostream.cli.session.CliSettings;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.CommandSession;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Fills a second database with a second connector, while the first one continues to serve. */
final class GraphRebuild {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final CommandSession session;
    private final GraphCommand.Choice choice;

    GraphRebuild(CommandSession session, GraphCommand.Choice choice) {
        this.session = session;
        this.choice = choice;
    }

    int run(String name, String from, Map<String, String> overrides) {
        if (name.equals(from)) {
            throw CommandFailure.usage("--name must be the name of a new connector, not " + from);
        }
        ConnectRest connect = new ConnectRest(session.settings());
        ConnectorFile connector = copy(connect, name, from, overrides);
        boolean known = connect.configuration(name).status() == 200;
        if (!known) {
            requireEmpty();
        }
        new ConnectorDeployment(connect, session.surroundings().pause(), PATIENCE).run(connector);
        session.err()
                .println("connector " + name + (known ? " continues" : " started")
                        + "; waiting until it has written the whole topic");
        choice.connector = name;
        int exitCode = new GraphVerification(session, choice).verify();
        if (exitCode == 0 && !session.json()) {
            session.out()
                    .println("the new graph is complete, and " + name + " keeps it up to date. Point readers to "
                            + session.settings().neo4j().uri() + "; then delete the connector " + from
                            + " and its database");
        }
        return exitCode;
    }

    private ConnectorFile copy(ConnectRest connect, String name, String from, Map<String, String> overrides) {
        ConnectRest.Answer source = connect.configuration(from);
        if (source.status() != 200 || !(source.body() instanceof ObjectNode body)) {
            throw CommandFailure.failed("Kafka Connect has no connector " + from + " to copy (" + source.message()
                    + "): name it with --from");
        }
        ObjectNode config = copied(body, name, session.settings().neo4j(), overrides);
        boolean same = config.path("neo4j.uri").equals(body.path("neo4j.uri"))
                && config.path("neo4j.database").equals(body.path("neo4j.database"));
        if (same) {
            throw CommandFailure.usage(
                    "this is the database of " + from + ": name the new one with --neo4j-uri or --neo4j-database");
        }
        return new ConnectorFile(name, config);
    }

    /** A copy without what two connectors must not share: the fences, and the consumer group, in which each would read a part of the topic. */
    static ObjectNode copied(ObjectNode from, String name, CliSettings.Neo4j target, Map<String, String> overrides) {
        ObjectNode config = from.deepCopy();
        config.put("name", name);
        config.put("neo4j.uri", target.uri().toString());
        if (target.database() != null) {
            config.put("neo4j.database", target.database());
        }
        config.remove(List.of("fence.writer", ConnectRest.GROUP));
        overrides.forEach(config::put);
        return config;
    }

    private void requireEmpty() {
        try (Neo4jClient graph = Neo4jClient.connect(session.settings())) {
            long nodes = graph.read("MATCH (n) RETURN count(n) AS nodes", Map.of(), result -> result.single()
                    .get("nodes")
                    .asLong());
            if (nodes > 0) {
                throw CommandFailure.failed(
                        "the database at " + session.settings().neo4j().uri() + " is not empty ("
                                + HumanText.count(nodes, "node") + "): a rebuild needs an empty one");
            }
        }
    }
}
