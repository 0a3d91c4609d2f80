package io.cartostream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.runtime.registry.RegistryAccess;
import io.cartostream.topology.config.TopologyConfig;
import io.cartostream.topology.modelchange.ModelsInForce;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The topology as it is committed. A change of the file moves state: it needs a decision record. Rewrite it with
 * {@code -Dgolden.rewrite=true}.
 */
class AssetGraphTopologyTest {

    private static final Path GOLDEN = Path.of("src/test/resources/asset-graph.topology.txt");

    @Test
    void shouldBeTheTopologyThatIsCommitted() throws IOException {
        String described = describe();
        if (Boolean.getBoolean("golden.rewrite")) {
            Files.writeString(GOLDEN, described);
        }

        assertThat(described).isEqualTo(Files.readString(GOLDEN));
    }

    @Test
    void shouldNameEverything() {
        assertThat(describe()).doesNotContain("KSTREAM-").doesNotContain("KTABLE-");
    }

    private static String describe() {
        TopologyConfig config =
                TopologyConfig.of(Map.of("bootstrap.servers", "none:0", "schema.registry.url", "mock://describe"));
        return TopologyAssembly.topology(
                        config,
                        new ThingModels(),
                        new ModelsInForce(1, ThingModels.FIRST, Instant.EPOCH),
                        new RegistryAccess(config.runtime()),
                        4,
                        () -> {
                            throw new IllegalStateException("no payloads are read");
                        },
                        generation -> false)
                .describe()
                .toString();
    }
}
