package io.cartostream.cli.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.cartostream.avro.GraphChange;
import io.cartostream.cli.CliRun;
import io.cartostream.testkit.RepositoryFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;

/**
 * Neo4j's own connector with our ready configuration, beside the built-in sink on the same topic: both graphs are what the topic says.
 * Needs a folder with that connector, named by the environment variable {@code CARTOSTREAM_OFFICIAL_CONNECTOR}.
 */
final class OfficialConnectorIT {
    private static final String NAME = "neo4j-official";

    @Test
    void shouldShowTheSameGraphAsTheBuiltInSink(@TempDir Path folder) throws Exception {
        String named = System.getenv("CARTOSTREAM_OFFICIAL_CONNECTOR");
        assumeThat(named)
                .as("CARTOSTREAM_OFFICIAL_CONNECTOR is unset: set it to the folder that a release of Neo4j's"
                        + " connector unpacks to")
                .isNotNull();
        Path connector = Path.of(String.valueOf(named));
        assertThat(connector).isDirectory();
        try (SinkStack stack = SinkStack.start(folder)) {
            String ours = stack.database();
            String theirs = stack.database();
            assertThat(stack.run(ours, "deploy").exitCode()).isZero();
            stack.sink(ours, connector.toAbsolutePath().normalize().toString());
            write(stack.driver(theirs), "CREATE CONSTRAINT FOR (n:CartostreamEntity) REQUIRE n._key IS UNIQUE");
            CliRun deployed = stack.run(
                    theirs,
                    "deploy",
                    "--connector",
                    RepositoryFiles.root()
                            .resolve("connect/neo4j-sink/config/official-neo4j-connector.json")
                            .toString(),
                    "--connector-config",
                    "neo4j.uri=" + theirs);
            assertThat(deployed.err()).isEmpty();
            assertThat(deployed.exitCode()).isZero();

            history(stack, "first");
            assertSame(stack, ours, theirs);
            history(stack, "second");
            assertSame(stack, ours, theirs);

            // What it leaves, as the documentation says: an end that lost its last relationship after its own deletion.
            stack.send(ChangeRecords.deleted("Host", "a|b\\c"));
            stack.send(ChangeRecords.unlinked("a|b\\c", "net"));
            stack.send(ChangeRecords.unlinked("a|b\\c", "later"));
            CliRun left = stack.run(theirs, "graph", "verify", "--connector", NAME);
            assertThat(left.out()).contains("LEFTOVER N|Host|a\\|b\\\\c").contains("1 difference");
            assertThat(stack.run(ours, "graph", "verify").out()).contains("equal");
            assertThat(stack.run(theirs, "graph", "repair", "--connector", NAME).exitCode())
                    .isZero();
            assertSame(stack, ours, theirs);
        }
    }

    private static void history(SinkStack stack, String name) {
        stack.send(ChangeRecords.linked("a|b\\c", "later")); // a relationship before its ends
        stack.send(ChangeRecords.node("Host", "a|b\\c", name));
        stack.send(ChangeRecords.node("Net", "net", name));
        stack.send(ChangeRecords.linked("a|b\\c", "net"));
        stack.send(ChangeRecords.node("Host", "gone", name));
        stack.send(ChangeRecords.linked("gone", "net"));
        stack.send(ChangeRecords.unlinked("gone", "net"));
        stack.send(ChangeRecords.deleted("Host", "gone"));
        GraphChange fewer = ChangeRecords.node("Net", "later", name);
        stack.send(fewer);
        if (name.equals("second")) { // labels and properties that go
            fewer.setLabels(List.of("Net"));
            fewer.setProperties(Map.of("id", ChangeRecords.text("S", "later")));
            stack.send(fewer);
            stack.send("N|Host|gone", null);
        }
        for (int i = 0; i < 200; i++) {
            stack.send(ChangeRecords.node("Host", name + i, name));
            stack.send(ChangeRecords.linked(name + i, "net"));
        }
    }

    /** Our own comparison is the judge: labels, properties and relationships, entity by entity. */
    private static void assertSame(SinkStack stack, String ours, String theirs) {
        CliRun here = stack.run(ours, "graph", "verify");
        CliRun there = stack.run(theirs, "graph", "verify", "--connector", NAME);
        assertThat(here.out()).contains("equal");
        assertThat(there.err()).isEmpty();
        assertThat(there.out()).contains("equal");
        List<String> table = here.lines().subList(0, here.lines().size() - 1);
        assertThat(there.lines().subList(0, there.lines().size() - 1)).isEqualTo(table);
    }

    private static void write(Driver driver, String cypher) {
        try (Session session = driver.session()) {
            session.run(cypher).consume();
        }
    }
}
