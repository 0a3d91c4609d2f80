package io.cartostream.connect.neo4j.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.connect.neo4j.config.WriteLimits;
import io.cartostream.connect.neo4j.database.Neo4jDatabase;
import io.cartostream.connect.neo4j.fence.WriteFence;
import io.cartostream.connect.neo4j.testing.ChangeRecords;
import io.cartostream.contract.EntityKey;
import io.cartostream.testkit.Neo4jProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** Four writers that meet in the same nodes, hubs among them: they wait for each other, and hardly ever crosswise. */
final class OrderedLocksIT {
    private static final int WRITERS = 4;
    private static final int NODES = 400;
    private static final int BATCH = 50;
    private static final int BATCHES = 60;
    private static final int HUBS = 3;

    private final Neo4jProcess neo4j = Neo4jProcess.empty();

    @Test
    void shouldRarelyDeadlock() {
        prepare();
        ChangeRecords records = new ChangeRecords(1);
        try (WriterHarness first = new WriterHarness(neo4j, WriteFence.NONE)) {
            for (int i = 0; i < NODES; i++) {
                first.write(records.nodeUpsert("Host", "h" + i, List.of("Host"), Map.of()));
            }
        }
        hardlyEverDeadlock(NODES);
    }

    /** In a first load, most ends are there before their nodes. */
    @Test
    void shouldRarelyDeadlockWhenRelationshipsCreateTheirEnds() {
        prepare();
        hardlyEverDeadlock(WRITERS * BATCHES * BATCH);
    }

    private void prepare() {
        try (Neo4jDatabase graph = new Neo4jDatabase(neo4j.newDriver(), "neo4j", Duration.ofSeconds(60))) {
            new SchemaKeeper(graph).prepare(List.of());
        }
    }

    private void hardlyEverDeadlock(int nodes) {
        long retries = 0;
        List<WriterHarness> writers = new ArrayList<>();
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (int w = 0; w < WRITERS; w++) {
            WriterHarness writer =
                    new WriterHarness(neo4j, WriteFence.NONE, new WriteLimits(BATCH, 8 << 20, 50, 5, 4, true));
            writers.add(writer);
            ChangeRecords own = new ChangeRecords(1);
            Random random = new Random(w);
            running.add(CompletableFuture.runAsync(() -> {
                for (int batch = 0; batch < BATCHES; batch++) {
                    writer.write(batch(own, random, nodes, "T" + batch % 5));
                }
            }));
        }
        running.forEach(CompletableFuture::join);
        for (WriterHarness writer : writers) {
            retries += writer.metrics.getRetriesByCause().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            assertThat(writer.metrics.getBatches()).isEqualTo(BATCHES);
            assertThat(writer.bad).isEmpty();
            writer.close();
        }
        System.out.println(retries + " of " + WRITERS * BATCHES + " transactions were tried again");
        assertThat(retries).as("1 %").isLessThanOrEqualTo(WRITERS * BATCHES / 100);
    }

    /** Nodes that are only being created are not locked ahead, so deadlocks are not excluded here: none is final. */
    @Test
    void shouldFinishWhenNodesAreCreatedAndDeletedToo() {
        prepare();
        List<WriterHarness> writers = new ArrayList<>();
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (int w = 0; w < WRITERS; w++) {
            WriterHarness writer =
                    new WriterHarness(neo4j, WriteFence.NONE, new WriteLimits(BATCH, 8 << 20, 50, 5, 4, true));
            writers.add(writer);
            ChangeRecords own = new ChangeRecords(1);
            Random random = new Random(w);
            String type = "T" + w; // its own relationships, between nodes that all share
            running.add(CompletableFuture.runAsync(() -> {
                for (int batch = 0; batch < BATCHES; batch++) {
                    writer.write(batch(own, random, NODES, type));
                    int host = random.nextInt(NODES);
                    writer.write(
                            own.nodeUpsert("Own" + type, "o" + batch, List.of("Own"), Map.of()),
                            own.nodeDelete("Host", "h" + host),
                            own.relationshipDelete(type, node(host), node(batch % HUBS)));
                }
                for (int hub = 0; hub < HUBS; hub++) {
                    SinkRecord[] deletions = new SinkRecord[NODES];
                    for (int from = 0; from < NODES; from++) {
                        deletions[from] = own.relationshipDelete(type, node(from), node(hub));
                    }
                    writer.write(deletions);
                }
            }));
        }
        running.forEach(CompletableFuture::join);
        for (WriterHarness writer : writers) {
            assertThat(writer.bad).isEmpty();
            writer.close();
        }
        assertThat(neo4j.count("MATCH (n:Own) RETURN count(n)")).isEqualTo(WRITERS * BATCHES);
        assertThat(neo4j.count("MATCH (:CartostreamEntity)-[r]->(h:CartostreamEntity) "
                        + "WHERE h._key IN ['N|Host|h0', 'N|Host|h1', 'N|Host|h2'] RETURN count(r)"))
                .isZero();
        assertThat(neo4j.count("MATCH (n:CartostreamBare) WHERE NOT EXISTS { (n)--() } RETURN count(n)"))
                .as("bare ends that nothing needs")
                .isZero();
    }

    private static SinkRecord[] batch(ChangeRecords records, Random random, int nodes, String type) {
        SinkRecord[] batch = new SinkRecord[BATCH];
        for (int i = 0; i < BATCH; i++) {
            int to = i % 3 == 0 ? random.nextInt(HUBS) : random.nextInt(nodes);
            batch[i] = records.relationshipUpsert(type, node(random.nextInt(nodes)), node(to), Map.of("at", (long) i));
        }
        return batch;
    }

    private static EntityKey.Node node(int number) {
        return new EntityKey.Node("Host", "h" + number);
    }
}
