package io.cartostream.topology.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.avro.InventoryEvent;
import io.cartostream.contract.Namespace;
import io.cartostream.contract.Scope;
import io.cartostream.models.ModelException;
import io.cartostream.models.ModelSet;
import io.cartostream.testkit.JavaProcess;
import io.cartostream.topology.Fixtures;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole output rebuilt from inventory-latest in a new namespace, on a real broker. */
class RebuildIT {

    private static final Namespace OLD = new Namespace("old");
    private static final Namespace NEW = new Namespace("new");
    private static final int SUBNETS = 500;

    private final Path folder;
    private final TopologyCluster cluster;

    RebuildIT(@TempDir Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        this.cluster = new TopologyCluster(folder, 4, OLD, NEW);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void shouldMakeTheSameGraphInANewNamespace() throws IOException, InterruptedException, ModelException {
        List<InventoryEvent> load = load();
        Map<String, String> expected = ExpectedGraph.graph(folder.resolve("expected"), ModelSet.load(null, true), load);
        JavaProcess old = cluster.start("old", OLD);
        cluster.publish(OLD, load);
        try (GraphReader before = cluster.reader(OLD);
                GraphReader after = cluster.reader(NEW)) {
            TopologyCluster.await(old, () -> {
                before.read();
                return before.graph().equals(expected);
            });

            JavaProcess rebuild = cluster.start("rebuild", NEW, "--rebuild-from old");
            assertThat(rebuild.awaitExit()).as(rebuild.output()).isZero();
            assertThat(rebuild.output()).contains(2 * SUBNETS + " resources of old.inventory-latest were sent");
            JavaProcess successor = cluster.start("new", NEW);
            TopologyCluster.await(successor, () -> {
                after.read();
                return after.graph().equals(before.graph());
            });
            assertThat(after.deleted()).isEmpty();
            assertThat(after.repeated()).isEmpty();

            JavaProcess twice = cluster.start("twice", NEW, "--rebuild-from old");
            assertThat(twice.awaitExit()).isEqualTo(1);
            assertThat(twice.output()).contains("new.graph-changes is not empty");
        }
    }

    private static List<InventoryEvent> load() {
        Instant at = Instant.now().minus(Duration.ofMinutes(5));
        List<InventoryEvent> events = new ArrayList<>();
        for (String account : List.of("111111111111", "222222222222")) {
            Scope subnetScope = new Scope("aws", account, "eu-west-1", "ec2.subnet");
            Scope vpcScope = new Scope("aws", account, "eu-west-1", "ec2.vpc");
            String vpc = "vpc-" + account.charAt(0);
            Map<String, String> subnets = new TreeMap<>();
            for (int i = 0; i < SUBNETS; i++) {
                String id = "subnet-" + account.charAt(0) + i;
                subnets.put(
                        id, "{\"SubnetId\":\"%s\",\"VpcId\":\"%s\",\"OwnerId\":\"%s\"}".formatted(id, vpc, account));
            }
            events.addAll(Fixtures.sync(subnetScope, "s1", at, subnets));
            events.addAll(Fixtures.sync(
                    vpcScope, "v1", at, Map.of(vpc, "{\"VpcId\":\"%s\",\"OwnerId\":\"%s\"}".formatted(vpc, account))));
            events.add(
                    Fixtures.removed(subnetScope, "subnet-" + account.charAt(0) + "0", at.plus(Duration.ofMinutes(1))));
        }
        return events;
    }
}
