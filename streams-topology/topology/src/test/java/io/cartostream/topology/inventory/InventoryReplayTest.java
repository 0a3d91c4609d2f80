package io.cartostream.topology.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.avro.GraphChange;
import io.cartostream.avro.InventoryEvent;
import io.cartostream.avro.InventoryItem;
import io.cartostream.avro.ResourceObserved;
import io.cartostream.avro.ScopeRetired;
import io.cartostream.avro.ScopeState;
import io.cartostream.avro.ScopeStatus;
import io.cartostream.contract.Scope;
import io.cartostream.contract.TopicName;
import io.cartostream.engine.store.SortedStore;
import io.cartostream.models.ModelException;
import io.cartostream.models.ModelSet;
import io.cartostream.topology.Fixtures;
import io.cartostream.topology.TopologyHarness;
import io.cartostream.topology.modelchange.preview.ChangeCounts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application without state makes the same graph of the events of an inventory. */
class InventoryReplayTest {

    private static final String ACCOUNT = "111111111111";
    private static final Scope VPCS = new Scope("aws", ACCOUNT, "eu-west-1", "ec2.vpc");
    private static final Scope SUBNETS = new Scope("aws", ACCOUNT, "eu-west-1", "ec2.subnet");
    private static final Scope EMPTY = new Scope("aws", "222222222222", "eu-west-1", "ec2.subnet");
    private static final Scope LONE = new Scope("aws", "333333333333", "eu-west-1", "ec2.vpc");
    private static final Scope RETIRED = new Scope("aws", "444444444444", "eu-west-1", "ec2.vpc");

    private final Path folder;
    private final ModelSet models;
    private final TemporaryStore items = new TemporaryStore();
    private final TemporaryStore statuses = new TemporaryStore();

    InventoryReplayTest(@TempDir Path folder) throws ModelException {
        this.folder = folder;
        this.models = ModelSet.load(null, true);
    }

    @Test
    void shouldLeadToTheSameGraphInAnEmptyApplication() {
        List<InventoryEvent> told = new ArrayList<>();
        Map<String, String> graph;
        try (TopologyHarness first = new TopologyHarness(folder.resolve("first"), 1, Map.of(), models)) {
            graph = history(first);
            for (TestRecord<String, InventoryItem> item : first.items()) {
                put(items, item.key(), item.value() == null ? null : bytes(item.value()::toByteBuffer));
            }
            for (TestRecord<String, ScopeStatus> status : first.statuses()) {
                put(statuses, status.key(), bytes(status.value()::toByteBuffer));
            }
            long resources = new InventoryReplay(
                            items, statuses, InventoryReplayTest::item, InventoryReplayTest::status)
                    .replay(told::add);
            assertThat(resources).isEqualTo(5);
        }
        assertThat(told).extracting(InventoryEvent::getAccount).doesNotContain(RETIRED.account());
        try (TopologyHarness second = new TopologyHarness(folder.resolve("second"), 1, Map.of(), models)) {
            second.advance(Duration.ofDays(1));
            second.send(told);
            second.advance(Duration.ofSeconds(1));
            assertThat(fold(second)).containsExactlyInAnyOrderEntriesOf(graph);
            assertThat(second.deadLetters()).isEmpty();
            assertThat(second.statuses())
                    .extracting(status -> status.value().getState())
                    .containsOnly(ScopeState.FRESH);
            second.send(told);
            second.advance(Duration.ofSeconds(1));
            assertThat(second.changes()).as("told twice").isEmpty();
        } finally {
            items.close();
            statuses.close();
        }
    }

    @Test
    void shouldIgnoreWhatASyncRetractedWhileTheTopicsWereRead() {
        List<InventoryEvent> told = new ArrayList<>();
        try (TopologyHarness harness = new TopologyHarness(folder, 1, Map.of(), models)) {
            List<Runnable> meanwhile = new ArrayList<>();
            harness.send(Fixtures.sync(SUBNETS, "s1", harness.now(), subnets("a", "b")));
            harness.advance(Duration.ofMinutes(20));
            meanwhile.add(() -> harness.send(Fixtures.sync(SUBNETS, "s2", harness.now(), subnets("b", "c"))));
            InventoryReplay.read(
                    (topic, store) -> {
                        if (topic == TopicName.SCOPE_STATUS) {
                            harness.statuses()
                                    .forEach(each -> put(store, each.key(), bytes(each.value()::toByteBuffer)));
                        } else {
                            harness.items()
                                    .forEach(each -> put(
                                            store,
                                            each.key(),
                                            each.value() == null ? null : bytes(each.value()::toByteBuffer)));
                        }
                        meanwhile.forEach(Runnable::run);
                        meanwhile.clear();
                    },
                    items,
                    statuses);
            new InventoryReplay(items, statuses, InventoryReplayTest::item, InventoryReplayTest::status)
                    .replay(told::add);
        } finally {
            items.close();
            statuses.close();
        }
        assertThat(told)
                .extracting(InventoryEvent::getEvent)
                .filteredOn(ResourceObserved.class::isInstance)
                .extracting(event -> ((ResourceObserved) event).getId())
                .containsExactly("subnet-b", "subnet-c");
    }

    /** Syncs, a failed one, a removal, lone observations, an empty scope, a retired one. */
    private static Map<String, String> history(TopologyHarness harness) {
        harness.send(Fixtures.sync(SUBNETS, "s1", harness.now(), subnets("a", "b", "c")));
        harness.send(Fixtures.sync(VPCS, "v1", harness.now(), Map.of("vpc-1", vpc("vpc-1"))));
        harness.send(Fixtures.sync(EMPTY, "e1", harness.now(), Map.of()));
        harness.send(Fixtures.sync(RETIRED, "r1", harness.now(), Map.of("vpc-9", vpc("vpc-9"))));
        harness.send(Fixtures.observed(LONE, "vpc-7", vpc("vpc-7"), harness.now()));
        harness.advance(Duration.ofMinutes(20));
        harness.send(Fixtures.sync(SUBNETS, "s2", harness.now(), subnets("a", "b", "c", "d")));
        harness.advance(Duration.ofMinutes(1));
        harness.send(Fixtures.removed(SUBNETS, "subnet-b", harness.now()));
        harness.send(Fixtures.event(RETIRED, null, 0, harness.now(), new ScopeRetired("closed", true)));
        harness.advance(Duration.ofSeconds(1));
        return fold(harness);
    }

    private static Map<String, String> subnets(String... names) {
        Map<String, String> payloads = new TreeMap<>();
        for (String name : names) {
            payloads.put(
                    "subnet-" + name,
                    "{\"SubnetId\":\"subnet-%s\",\"VpcId\":\"vpc-1\",\"OwnerId\":\"%s\"}".formatted(name, ACCOUNT));
        }
        return payloads;
    }

    private static String vpc(String id) {
        return "{\"VpcId\":\"%s\",\"OwnerId\":\"%s\",\"State\":\"available\"}".formatted(id, ACCOUNT);
    }

    private static Map<String, String> fold(TopologyHarness harness) {
        Map<String, String> graph = new HashMap<>();
        for (TestRecord<String, GraphChange> change : harness.changes()) {
            if (ChangeCounts.isDeletion(change.value())) {
                graph.remove(change.key());
            } else {
                graph.put(change.key(), textOf(change.value()));
            }
        }
        return new TreeMap<>(graph);
    }

    private static String textOf(GraphChange change) {
        Map<String, Object> properties = new TreeMap<>(change.getProperties());
        properties.remove("firstseen");
        if (!"ModuleSyncMetadata".equals(change.getLabel())) {
            properties.remove("lastupdated");
        }
        return change.getLabel() + change.getLabels() + properties;
    }

    private static void put(SortedStore store, String key, byte @org.jspecify.annotations.Nullable [] value) {
        if (value == null) {
            store.delete(key);
        } else {
            store.put(key, value);
        }
    }

    private static InventoryItem item(byte[] value) {
        try {
            return InventoryItem.fromByteBuffer(ByteBuffer.wrap(value));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ScopeStatus status(byte[] value) {
        try {
            return ScopeStatus.fromByteBuffer(ByteBuffer.wrap(value));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Encoding {
        ByteBuffer encode() throws IOException;
    }

    private static byte[] bytes(Encoding encoding) {
        try {
            ByteBuffer buffer = encoding.encode();
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
