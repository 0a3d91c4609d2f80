package io.cartostream.connect.neo4j.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cartostream.connect.neo4j.config.WriteLimits;
import io.cartostream.connect.neo4j.database.DatabaseFailureKind;
import io.cartostream.connect.neo4j.fence.WriteFence;
import io.cartostream.connect.neo4j.testing.ChangeRecords;
import io.cartostream.contract.EntityKey;
import io.cartostream.testkit.Neo4jProcess;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.exceptions.Neo4jException;

/** A thousand nodes go, one of them with 200,000 relationships, where one transaction may use 256 MB. Prints the figures. */
@Tag("long")
final class HugeHubIT {
    private static final int DEGREE = Integer.getInteger("hub.degree", 200_000);
    /** So many pairs of nodes, and the relationships between them, that have nothing to do with it. */
    private static final int BALLAST = Integer.getInteger("hub.ballast", 0);

    private static final int NODES = 1_000;
    private static final int POLL = 4_000;
    private static final EntityKey.Node HUB = new EntityKey.Node("Net", "n1");

    private final ChangeRecords records = new ChangeRecords(1);

    @Test
    void shouldDeleteAHubThatOneTransactionCouldNotHold() {
        try (Neo4jProcess neo4j = Neo4jProcess.separate("--transaction-memory-limit", "256m");
                WriterHarness sink =
                        new WriterHarness(neo4j, WriteFence.NONE, new WriteLimits(2_000, 8 << 20, 10, 5, 5))) {
            new SchemaKeeper(sink.graph).prepare(List.of());
            neo4j.run("UNWIND range(1, 1000) AS i CREATE (:CartostreamEntity:Net {_key: 'N|Net|n' + i})");
            neo4j.run(
                    "MATCH (hub:Net {_key: 'N|Net|n1'}) UNWIND range(1, $degree) AS i CALL (hub, i) { "
                            + "CREATE (:CartostreamEntity:Host {_key: 'N|Host|' + i})-[:MEMBER_OF]->(hub) } "
                            + "IN TRANSACTIONS OF 5000 ROWS",
                    Map.of("degree", DEGREE));
            neo4j.run(
                    "UNWIND range(1, $ballast) AS i CALL (i) { CREATE (:CartostreamEntity:Disk {_key: 'N|Disk|' +"
                            + " i})-[:ATTACHED_TO]->(:CartostreamEntity:Rack {_key: 'N|Rack|' + i}) } IN TRANSACTIONS OF"
                            + " 5000 ROWS",
                    Map.of("ballast", BALLAST));
            assertThatExceptionOfType(Neo4jException.class)
                    .as("what a simpler sink does")
                    .isThrownBy(() -> neo4j.run("MATCH (hub:Net {_key: 'N|Net|n1'}) DETACH DELETE hub"))
                    .satisfies(e -> assertThat(DatabaseFailureKind.of(e)).isEqualTo(DatabaseFailureKind.TOO_LARGE));

            SinkRecord[] nodes = new SinkRecord[NODES];
            Arrays.setAll(nodes, i -> records.nodeDelete("Net", "n" + (i + 1)));
            timed(neo4j, sink, "1,000 node deletes, one a hub of " + DEGREE, nodes);
            assertThat(neo4j.count("MATCH (n:Net) RETURN count(n)")).isZero();
            assertThat(neo4j.count("MATCH (n:CartostreamBare) RETURN count(n)")).isEqualTo(1);

            SinkRecord[] relationships = new SinkRecord[DEGREE];
            Arrays.setAll(
                    relationships,
                    i -> records.relationshipDelete("MEMBER_OF", new EntityKey.Node("Host", "" + (i + 1)), HUB));
            timed(neo4j, sink, "the hub's relationship deletes", relationships);

            assertThat(neo4j.count("MATCH (n:CartostreamBare) RETURN count(n)")).isZero();
            assertThat(neo4j.count("MATCH ()-[r]->() RETURN count(r)")).isEqualTo(BALLAST);
            assertThat(neo4j.count("MATCH (n:Host) RETURN count(n)")).isEqualTo(DEGREE);
            assertThat(sink.metrics.getBatchesHalved()).isZero();
            assertThat(sink.bad).isEmpty();
        }
    }

    private static void timed(Neo4jProcess neo4j, WriterHarness sink, String what, SinkRecord[] all) {
        double cpu = neo4j.cpuSeconds();
        long begin = System.nanoTime();
        for (int from = 0; from < all.length; from += POLL) {
            sink.write(Arrays.copyOfRange(all, from, Math.min(all.length, from + POLL)));
        }
        System.out.printf(
                "%s: %.2f s, Neo4j CPU %.2f s%n", what, (System.nanoTime() - begin) / 1e9, neo4j.cpuSeconds() - cpu);
    }
}
