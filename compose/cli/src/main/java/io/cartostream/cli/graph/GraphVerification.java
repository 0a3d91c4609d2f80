package io.cartostream.cli.graph;

import io.cartostream.cli.connection.ConnectRest;
import io.cartostream.cli.connection.KafkaClient;
import io.cartostream.cli.connection.Neo4jClient;
import io.cartostream.cli.connection.RegistryClient;
import io.cartostream.cli.output.HumanText;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.CommandSession;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs one comparison: reports it, and repairs the graph if asked. */
final class GraphVerification {
    private final CommandSession session;
    private final GraphCommand.Choice choice;

    GraphVerification(CommandSession session, GraphCommand.Choice choice) {
        this.session = session;
        this.choice = choice;
    }

    int verify() {
        try (Parts parts = new Parts()) {
            GraphComparison comparison = parts.compare();
            parts.report(comparison);
            return comparison.count() == 0 ? 0 : CommandFailure.FAILED;
        }
    }

    int repair(boolean dryRun, boolean noRemovals) {
        try (Parts parts = new Parts()) {
            GraphComparison comparison = parts.compare();
            ComparisonReport report = parts.report(comparison);
            if (comparison.count() == 0) {
                return 0;
            }
            if (comparison.count() > GraphComparison.KEPT) {
                throw CommandFailure.failed(HumanText.count(comparison.count())
                        + " differences are more than a repair can send (" + HumanText.count(GraphComparison.KEPT)
                        + "): rebuild the graph (`cartostream graph rebuild`, or reset the connector's offsets), or"
                        + " repair some labels at a time (--label)");
            }
            List<EntityDifference> chosen = comparison.differences().stream()
                    .filter(difference -> difference.repairable() && !(noRemovals && difference.removes()))
                    .toList();
            long removals = chosen.stream().filter(EntityDifference::removes).count();
            String what = HumanText.count(chosen.size(), "record") + " (" + HumanText.count(removals, "removal") + ")";
            if (dryRun) {
                session.out().println("would send " + what);
                return CommandFailure.FAILED;
            }
            GraphRepair repair = new GraphRepair(parts.kafka, parts.registry, parts.topic, session.now());
            repair.send(chosen);
            parts.await(repair.sent());
            List<EntityDifference> left = parts.stillDifferent(chosen, repair);
            report.repaired(what, left, comparison.count() - chosen.size());
            return left.isEmpty() && chosen.size() == comparison.count() ? 0 : CommandFailure.FAILED;
        }
    }

    /** The connections that a comparison needs. */
    private final class Parts implements AutoCloseable {
        private final StateHash hash = new StateHash();
        private final Neo4jClient graph;
        private final KafkaClient kafka;
        private final RegistryClient registry;
        private final TopicLog topic;
        private final GraphScan scan;
        private final SinkPosition position;
        private final SinkHealth health;

        Parts() {
            graph = Neo4jClient.connect(session.settings());
            KafkaClient connected = null;
            try {
                connected = KafkaClient.connect(session.settings());
                kafka = connected;
                registry = RegistryClient.connect(session.settings());
                topic = new TopicLog(kafka, registry, hash);
                scan = new GraphScan(graph, hash);
                ConnectRest connect = new ConnectRest(session.settings());
                position = new SinkPosition(kafka, graph, connect, topic.topic(), choice.connector);
                health = new SinkHealth(connect, position.connector());
            } catch (CommandFailure e) {
                graph.close();
                if (connected != null) {
                    connected.close();
                }
                throw e;
            }
        }

        GraphComparison compare() {
            GraphComparison comparison = new GraphComparison(topic, scan, hash, this::await, choice::wants);
            comparison.run();
            choice.requireKnown(comparison.labels(), comparison.accounts());
            return comparison;
        }

        ComparisonReport report(GraphComparison comparison) {
            ComparisonReport report = new ComparisonReport(session, choice);
            report.print(comparison, topic, scan, position.connector(), health.trouble());
            return report;
        }

        void await(Map<Integer, Long> offsets) {
            position.await(
                    offsets,
                    choice.wait,
                    health::trouble,
                    this::waiting,
                    session.surroundings().pause());
        }

        private void waiting(long behind) {
            session.err()
                    .println("waiting for the sink '" + position.connector() + "', which is "
                            + HumanText.count(behind, "offset") + " behind");
        }

        /** Differences that remain after the sink wrote the repair, except those that the topology has changed since. */
        List<EntityDifference> stillDifferent(List<EntityDifference> repaired, GraphRepair repair) {
            Map<String, EntitySnapshot> now = new HashMap<>();
            scan.of(
                    repaired.stream().map(EntityDifference::key).toList(),
                    snapshot -> now.put(snapshot.key(), snapshot));
            return repaired.stream()
                    .filter(difference -> repair.isNewest(difference.key()))
                    .filter(difference -> {
                        EntitySnapshot seen = now.get(difference.key());
                        boolean expected = difference.record() == EntitySnapshot.State.PRESENT;
                        return expected
                                ? seen == null || !seen.present() || seen.hash() != difference.expected()
                                : seen != null;
                    })
                    .toList();
        }

        @Override
        public void close() {
            graph.close();
            kafka.close();
        }
    }
}
