package io.cartostream.cli.graph;

import io.cartostream.cli.connection.ConnectRest;
import io.cartostream.cli.connection.Graph;
import io.cartostream.cli.connection.Kafka;
import io.cartostream.cli.connection.Registry;
import io.cartostream.cli.output.Texts;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.Session;
import java.util.List;

/** One comparison, and what follows from it. */
final class Verification {
    private final Session session;
    private final GraphCommand.Choice choice;

    Verification(Session session, GraphCommand.Choice choice) {
        this.session = session;
        this.choice = choice;
    }

    int verify() {
        try (Parts parts = new Parts()) {
            Comparison comparison = parts.compare();
            parts.report(comparison);
            return comparison.count() == 0 ? 0 : CommandFailure.FAILED;
        }
    }

    int repair(boolean dryRun, boolean noRemovals) {
        try (Parts parts = new Parts()) {
            Comparison comparison = parts.compare();
            Report report = parts.report(comparison);
            if (comparison.count() == 0) {
                return 0;
            }
            if (comparison.count() > Comparison.KEPT) {
                throw CommandFailure.failed(Texts.count(comparison.count())
                        + " differences are more than a repair takes (" + Texts.count(Comparison.KEPT)
                        + "): rebuild the graph (`cartostream graph rebuild`, or reset the connector's offsets), or repair some "
                        + "labels at a time (--label)");
            }
            List<Difference> chosen = comparison.differences().stream()
                    .filter(difference -> difference.repairable() && !(noRemovals && difference.removes()))
                    .toList();
            long removals = chosen.stream().filter(Difference::removes).count();
            String what = Texts.count(chosen.size(), "record") + " (" + Texts.count(removals, "removal") + ")";
            if (dryRun) {
                session.out().println("would send " + what);
                return CommandFailure.FAILED;
            }
            Repair repair = new Repair(parts.kafka, parts.registry, parts.topic, session.now());
            repair.send(chosen);
            parts.await(repair.sent());
            List<Difference> left = parts.stillDifferent(chosen, repair);
            report.repaired(what, left, comparison.count() - chosen.size());
            return left.isEmpty() && chosen.size() == comparison.count() ? 0 : CommandFailure.FAILED;
        }
    }

    /** The connections that a comparison needs. */
    private final class Parts implements AutoCloseable {
        private final StateHash hash = new StateHash();
        private final Graph graph;
        private final Kafka kafka;
        private final Registry registry;
        private final TopicLog topic;
        private final GraphScan scan;
        private final SinkPosition position;
        private final SinkHealth health;

        Parts() {
            graph = Graph.connect(session.settings());
            Kafka connected = null;
            try {
                connected = Kafka.connect(session.settings());
                kafka = connected;
                registry = Registry.connect(session.settings());
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

        Comparison compare() {
            Comparison comparison = new Comparison(topic, scan, hash, this::await, choice::wants);
            comparison.run();
            return comparison;
        }

        Report report(Comparison comparison) {
            Report report = new Report(session, choice);
            report.print(comparison, topic, scan, position.connector(), health.trouble());
            return report;
        }

        void await(java.util.Map<Integer, Long> offsets) {
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
                            + Texts.count(behind, "offset") + " behind");
        }

        /** Those that the sink did not mend, except what the topology has changed since. */
        List<Difference> stillDifferent(List<Difference> repaired, Repair repair) {
            java.util.Map<String, Sighting> now = new java.util.HashMap<>();
            scan.of(repaired.stream().map(Difference::key).toList(), sighting -> now.put(sighting.key(), sighting));
            return repaired.stream()
                    .filter(difference -> repair.isNewest(difference.key()))
                    .filter(difference -> {
                        Sighting seen = now.get(difference.key());
                        boolean expected = difference.record() == Sighting.State.PRESENT;
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
