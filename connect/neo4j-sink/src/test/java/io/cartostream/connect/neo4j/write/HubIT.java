package io.cartostream.connect.neo4j.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.connect.neo4j.fence.WriteFence;
import io.cartostream.connect.neo4j.testing.ChangeRecords;
import io.cartostream.contract.EntityKey;
import io.cartostream.testkit.Neo4jProcess;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** A hub's deletion never touches its relationships, so no transaction grows with its degree. */
final class HubIT {
    private static final EntityKey.Node HUB = new EntityKey.Node("Net", "hub");
    private static final int DEGREE = 5_000;

    private final Neo4jProcess neo4j = Neo4jProcess.empty();
    private final ChangeRecords records = new ChangeRecords(1);

    @Test
    void shouldStripAHubAndKeepItsRelationshipsUntilTheirDeletion() {
        try (WriterHarness sink = new WriterHarness(neo4j, WriteFence.NONE)) {
            new SchemaKeeper(sink.graph).prepare(List.of());
            sink.write(records.nodeUpsert("Net", "hub", List.of("Net", "Public"), Map.of("cidr", "0.0.0.0/0")));
            neo4j.run(
                    "MATCH (hub:Net) UNWIND range(1, $degree) AS i "
                            + "CREATE (:CartostreamEntity:Host {_key: 'N|Host|' + i})-[:MEMBER_OF]->(hub)",
                    Map.of("degree", DEGREE));

            sink.write(records.nodeDelete("Net", "hub"));
            assertThat(neo4j.count("MATCH (n:Net|Public) RETURN count(n)")).isZero();
            assertThat(neo4j.run("MATCH (n:CartostreamBare) RETURN n, COUNT { (n)<-[:MEMBER_OF]-() } AS degree"))
                    .singleElement()
                    .satisfies(row -> {
                        assertThat(row.get("n").asMap()).isEqualTo(Map.of("_key", "N|Net|hub"));
                        assertThat(row.get("degree").asInt()).isEqualTo(DEGREE);
                    });

            SinkRecord[] deletes = new SinkRecord[DEGREE];
            for (int i = 1; i <= DEGREE; i++) {
                deletes[i - 1] = records.relationshipDelete("MEMBER_OF", new EntityKey.Node("Host", "" + i), HUB);
            }
            sink.write(deletes);
        }
        assertThat(neo4j.count("MATCH (n:CartostreamBare) RETURN count(n)")).isZero();
        assertThat(neo4j.count("MATCH (n:Host) RETURN count(n)")).isEqualTo(DEGREE);
    }
}
