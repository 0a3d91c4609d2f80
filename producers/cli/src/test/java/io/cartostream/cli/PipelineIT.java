package io.cartostream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The commands against a real broker and a real registry, in the order in which an operator would use them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PipelineIT {

    private LocalCluster cluster;

    @BeforeAll
    void start(@TempDir Path folder) {
        cluster = new LocalCluster(folder);
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    @Order(1)
    void shouldCreateEverythingOnceWhenDeployedTwice() {
        CliRun first = cluster.run("deploy");
        assertThat(first.err()).isEmpty();
        assertThat(first.exitCode()).isZero();
        assertThat(first.out())
                .contains("created    topic cartostream.inventory-raw: 4 partitions")
                .contains("registered subject cartostream.graph-changes-value: version 1")
                .contains("changed    compatibility (global): BACKWARD_TRANSITIVE");

        CliRun second = cluster.run("deploy");
        assertThat(second.exitCode()).isZero();
        assertThat(second.lines()).singleElement().asString().startsWith("all ");

        CliRun other = cluster.run("deploy", "--partitions", "8");
        assertThat(other.exitCode()).isEqualTo(1);
        assertThat(other.out()).contains("differs    topic cartostream.sync-jobs: 4 partitions, not 8");
    }
}
