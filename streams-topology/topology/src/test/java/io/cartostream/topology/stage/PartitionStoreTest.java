package io.cartostream.topology.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.runtime.run.StreamsSettings;
import io.cartostream.topology.config.TopologyConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartitionStoreTest {

    private final KeyValueStore<Bytes, byte[]> rocks;
    private final PartitionStore store;

    PartitionStoreTest(@TempDir Path folder) {
        rocks = Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore("store"), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        TopologyConfig config =
                TopologyConfig.of(Map.of("bootstrap.servers", "none:0", "schema.registry.url", "mock://none"));
        MockProcessorContext<Void, Void> context = new MockProcessorContext<>(
                StreamsSettings.of(config.runtime(), Map.of()), new TaskId(0, 0), folder.toFile());
        rocks.init(context.getStateStoreContext(), rocks);
        store = new PartitionStore(rocks);
    }

    @AfterEach
    void close() {
        rocks.close();
    }

    @Test
    void shouldKeepWhatIsPutUntilItIsDeleted() {
        store.put("k", new byte[] {1, 2});

        assertThat(store.get("k")).containsExactly(1, 2);
        store.delete("k");
        assertThat(store.get("k")).isNull();
        store.delete("k");
    }

    @Test
    void shouldScanByPrefixInTheOrderOfBytes() {
        // U+FFFD sorts after U+1F600 as UTF-16, before it as UTF-8
        put("a", "b", "b\u0000", "ba", "b\uFFFD", "b\uD83D\uDE00", "c");

        assertThat(scan("b", null)).containsExactly("b", "b\u0000", "ba", "b\uFFFD", "b\uD83D\uDE00");
        assertThat(scan("", null)).hasSize(7);
        assertThat(scan("d", null)).isEmpty();
        assertThat(scan("c", null)).containsExactly("c");
    }

    @Test
    void shouldContinueAfterAKeyThatMayBeMissing() {
        put("b1", "b2", "b3", "c");

        assertThat(scan("b", "b1")).containsExactly("b2", "b3");
        assertThat(scan("b", "b11")).containsExactly("b2", "b3");
        assertThat(scan("b", "b3")).isEmpty();
        assertThat(scan("b", "a")).containsExactly("b1", "b2", "b3");
        assertThat(scan("b", "d")).isEmpty();
        assertThat(scan("", "b2")).containsExactly("b3", "c");
    }

    @Test
    void shouldStopWhenVisitorHasEnough() {
        put("a", "b", "c");
        List<String> seen = new ArrayList<>();

        store.scan("", null, (key, value) -> {
            seen.add(key);
            return seen.size() < 2;
        });

        assertThat(seen).containsExactly("a", "b");
    }

    private void put(String... keys) {
        for (String key : keys) {
            store.put(key, new byte[] {1});
        }
    }

    private List<String> scan(String prefix, @Nullable String after) {
        List<String> seen = new ArrayList<>();
        store.scan(prefix, after, (key, value) -> seen.add(key));
        return seen;
    }
}
