package io.cartostream.cli.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.cartostream.cli.CliRun;
import io.cartostream.cli.connection.KafkaClient;
import io.cartostream.cli.connection.RegistryClient;
import io.cartostream.cli.session.CliSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;

/** The graph and its topic, compared, damaged, repaired and rebuilt, with the real sink between them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SuppressWarnings("NullAway.Init")
final class GraphIT {
    private static final int HOSTS = 40;

    private SinkStack stack;
    private String uri;
    private Driver driver;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        stack = SinkStack.start(folder);
        uri = stack.database();
        driver = stack.driver(uri);
        assertThat(stack.run(uri, "deploy").exitCode()).isZero();
        stack.sink(uri);
        for (int i = 0; i < HOSTS; i++) {
            stack.send(ChangeRecords.node("Host", "h" + i, "first"));
            stack.send(ChangeRecords.linked("h" + i, "net"));
        }
        stack.send(ChangeRecords.node("Net", "net", "the net"));
        stack.send(ChangeRecords.node("Host", "gone", "first"));
        stack.send(ChangeRecords.deleted("Host", "gone"));
        stack.send("N|Host|forgotten", new byte[] {1, 2, 3}); // no one can read this
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    @Test
    @Order(1)
    void shouldFindNothingButWhatCannotBeWrittenWhenTheSinkHasWrittenAll() {
        CliRun run = stack.run(uri, "graph", "verify");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("UNWRITABLE N|Host|forgotten")
                .contains("1 difference; 1 the newest record cannot be written");
        assertThat(run.out()).containsPattern("node +Host +\\* +40 +40 +([0-9a-f]{16}) +\\1 +1");
        assertThat(run.out()).containsPattern("rel\\. +LINKS +\\* +40 +40 +([0-9a-f]{16}) +\\1 +0");

        stack.send(ChangeRecords.node("Host", "forgotten", "fixed"));
        CliRun equal = stack.run(uri, "graph", "verify", "--by-account");
        assertThat(equal.out()).contains("equal, 82 entities").contains("aws/123456789012");
        assertThat(equal.exitCode()).isZero();
    }

    @Test
    @Order(2)
    void shouldListDifferencesAndRepairThemThroughTheSink() {
        damage();

        CliRun found = stack.run(uri, "graph", "verify");
        assertThat(found.exitCode()).isEqualTo(1);
        assertThat(found.out())
                .contains("DIFFERENT N|Host|h1 ")
                .contains("DIFFERENT N|Host|h2 ")
                .contains("DIFFERENT R|LINKS|Host|h3|Net|net ")
                .contains("MISSING R|LINKS|Host|h4|Net|net ")
                .contains("MISSING N|Host|h5 ")
                .contains("MISSING R|LINKS|Host|h5|Net|net ")
                .contains("SURPLUS N|Host|stranger")
                .contains("SURPLUS N|Host|gone ")
                .contains("SURPLUS R|REVIEWED|Host|h6|Net|net")
                .contains("LEFTOVER N|Net|bare")
                .contains("10 differences");
        assertThat(stack.run(uri, "graph", "verify", "--label", "Net").out())
                .contains("LEFTOVER")
                .contains("1 difference;");

        CliRun dry = stack.run(uri, "graph", "repair", "--dry-run");
        assertThat(dry.exitCode()).isEqualTo(1);
        assertThat(dry.out()).contains("would send 10 records (4 removals)");

        CliRun additions = stack.run(uri, "graph", "repair", "--no-removals");
        assertThat(additions.out()).contains("sent 6 records (0 removals)").contains("4 differences were left alone");
        assertThat(additions.exitCode()).isEqualTo(1);

        CliRun repaired = stack.run(uri, "graph", "repair");
        assertThat(repaired.out()).contains("sent 4 records (4 removals)");
        assertThat(repaired.exitCode()).isZero();
        assertThat(stack.run(uri, "graph", "verify").out()).contains("equal, 82 entities");
    }

    @Test
    @Order(3)
    void shouldKeepTheNewestStateWhenTheTopologyIsFasterThanTheRepair() {
        CliSettings settings = stack.settings(uri);
        try (KafkaClient kafka = KafkaClient.connect(settings)) {
            RegistryClient registry = RegistryClient.connect(settings);
            TopicLog log = new TopicLog(kafka, registry, new StateHash());
            Map<String, EntitySnapshot> newest = new HashMap<>();
            log.readOn(sighting -> newest.put(sighting.key(), sighting));
            EntitySnapshot seen = Objects.requireNonNull(newest.get("N|Host|h7"));
            RecordMetadata newer = stack.send(ChangeRecords.node("Host", "h7", "newer"));

            List<EntityDifference> older = List.of(difference(seen));
            GraphRepair repair = new GraphRepair(kafka, registry, log, Instant.EPOCH);
            repair.send(older);
            assertThat(repair.isNewest("N|Host|h7")).isFalse();
            assertThat(repair.sent()).isEmpty();
            RecordMetadata next = stack.send(ChangeRecords.node("Host", "h7", "newest"));
            assertThat(next.partition()).isEqualTo(newer.partition());

            log.readOn(sighting -> newest.put(sighting.key(), sighting));
            EntityDifference known = difference(Objects.requireNonNull(newest.get("N|Host|h7")));
            GraphRepair dying = new GraphRepair(kafka, registry, log, Instant.EPOCH, () -> {
                throw new IllegalStateException("killed");
            });
            assertThatIllegalStateException().isThrownBy(() -> dying.send(List.of(known)));
            log.readOn(sighting -> newest.put(sighting.key(), sighting));
            assertThat(Objects.requireNonNull(newest.get("N|Host|h7")).offset())
                    .as("no one sees what it had sent")
                    .isEqualTo(next.offset());

            GraphRepair last = new GraphRepair(kafka, registry, log, Instant.EPOCH);
            last.send(List.of(known));
            assertThat(last.isNewest("N|Host|h7")).isTrue();
            assertThat(last.sent()).containsOnlyKeys(next.partition());
        }
        assertThat(stack.run(uri, "graph", "verify").exitCode()).isZero();
        assertThat(one("MATCH (n:Host {id: 'h7'}) RETURN n.name")).isEqualTo("newest");
    }

    private static EntityDifference difference(EntitySnapshot seen) {
        return new EntityDifference(
                EntityDifference.Kind.DIFFERENT,
                seen.key(),
                new ComparisonGroup(new ComparisonGroup.Name(true, "Host", "?")),
                seen.partition(),
                seen.offset(),
                seen.state(),
                seen.hash(),
                0,
                0);
    }

    @Test
    @Order(4)
    void shouldBuildASecondGraphWhileTheFirstServes() throws Exception {
        assertThat(stack.run(uri, "graph", "rebuild", "--name", "second").err()).contains("is not empty");
        String second = stack.database();
        assertThat(stack.run(second, "graph", "rebuild", "--name", "neo4j-sink").exitCode())
                .isEqualTo(2);
        assertThat(stack.run(second, "graph", "rebuild", "--name", "second", "--from", "none")
                        .err())
                .contains("no connector none");

        CliRun built = stack.run(second, "graph", "rebuild", "--name", "second");
        assertThat(built.err()).contains("connector second started");
        assertThat(built.out()).contains("equal, 82 entities").contains("Point readers to " + second);
        assertThat(built.exitCode()).isZero();

        stack.send(ChangeRecords.node("Host", "h8", "after"));
        assertThat(stack.run(second, "graph", "rebuild", "--name", "second").err())
                .contains("continues");
        for (String each : List.of(uri, second)) {
            assertThat(stack.run(each, "graph", "verify").out()).contains("equal, 82 entities");
        }
    }

    @Test
    @Order(5)
    void shouldSayThatTheSinkIsBehindWhenItIsNotThere() {
        CliRun run = stack.run(uri, "graph", "verify", "--connector", "another", "--wait", "1s");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("the sink 'another' is").contains("makes no progress for 1 s");

        CliRun patient = stack.run(uri, "graph", "verify", "--connector", "another");
        assertThat(patient.exitCode()).isEqualTo(1);
        assertThat(patient.err()).contains("Kafka Connect has no connector 'another'");
    }

    @Test
    @Order(6)
    void shouldSayThatTheSinkIsPausedWhereItIs() {
        stack.connector("PUT", "neo4j-sink/pause");
        await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> stack.run(uri, "graph", "verify", "--connector", "neo4j-sink")
                                .out(),
                        out -> out.contains("is PAUSED"));
        CliRun still = stack.run(uri, "graph", "verify", "--connector", "neo4j-sink");
        assertThat(still.out()).contains("equal").contains("the sink does not write new changes");
        assertThat(still.exitCode()).isZero();

        stack.send(ChangeRecords.node("Host", "h9", "while it is paused"));
        CliRun behind = stack.run(uri, "graph", "verify", "--connector", "neo4j-sink");
        assertThat(behind.exitCode()).isEqualTo(1);
        assertThat(behind.err())
                .contains("the sink 'neo4j-sink' is PAUSED: PUT /connectors/neo4j-sink/resume")
                .contains(" behind cartostream.graph-changes");
    }

    @Test
    @Order(7)
    void shouldSayWhyTheSinkFailedWhereItDid() throws Exception {
        stack.connector("PUT", "neo4j-sink/resume");
        assertThat(stack.run(uri, "graph", "verify", "--connector", "neo4j-sink")
                        .out())
                .contains("equal");

        stack.configure("neo4j-sink", "neo4j.password", "wrong");
        await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> stack.run(uri, "graph", "verify", "--connector", "neo4j-sink")
                                .out(),
                        out -> out.contains("is FAILED"));
        stack.send(ChangeRecords.node("Host", "h9", "after it failed"));
        CliRun behind = stack.run(uri, "graph", "verify", "--connector", "neo4j-sink");
        assertThat(behind.exitCode()).isEqualTo(1);
        assertThat(behind.err())
                .contains("the sink 'neo4j-sink' is FAILED: task 0: ")
                .contains("POST /connectors/neo4j-sink/restart");
    }

    /** As somebody with a Cypher shell would. */
    private void damage() {
        write("MATCH (n:Host {id: 'h1'}) SET n.name = 'other'");
        write("MATCH (n:Host {id: 'h2'}) SET n:Extra");
        write("MATCH (:Host {id: 'h3'})-[r]->() SET r.since = 5");
        write("MATCH (:Host {id: 'h4'})-[r]->() DELETE r");
        write("MATCH (n:Host {id: 'h5'}) DETACH DELETE n");
        write("CREATE (:CartostreamEntity:Host {_key: 'N|Host|stranger'})");
        write("CREATE (:CartostreamEntity:Host {_key: 'N|Host|gone'})");
        write("MATCH (a:Host {id: 'h6'}), (b:Net) CREATE (a)-[:REVIEWED]->(b)");
        write("CREATE (:CartostreamEntity:CartostreamBare {_key: 'N|Net|bare'})");
    }

    private void write(String cypher) {
        try (Session session = driver.session()) {
            session.run(cypher).consume();
        }
    }

    private Object one(String cypher) {
        try (Session session = driver.session()) {
            return session.run(cypher).single().get(0).asObject();
        }
    }
}
