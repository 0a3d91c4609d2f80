package io.cartostream.cli.models;

import io.cartostream.cli.session.CliSettings;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.runtime.config.InvalidConfigException;
import io.cartostream.topology.config.TopologyConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The configuration of the topology that these settings describe. */
public final class TopologySettings {

    private static final String REGISTRY = "schema.registry.";

    private TopologySettings() {}

    /**
     * The topology of the settings' cluster, registry and namespace.
     *
     * @param models folder with the user's models; null for none
     * @throws CommandFailure (usage) that names every problem
     */
    public static TopologyConfig of(CliSettings settings, @Nullable Path models) {
        Map<String, String> topology = new HashMap<>();
        settings.kafka().forEach((key, value) -> topology.put("kafka." + key, value));
        topology.remove("kafka.bootstrap.servers");
        settings.registry()
                .forEach((key, value) -> topology.put(key.startsWith(REGISTRY) ? key : REGISTRY + key, value));
        topology.put("bootstrap.servers", settings.bootstrapServers());
        topology.put("namespace", settings.namespace().prefix());
        if (models != null) {
            topology.put("models.folder", models.toString());
        }
        try {
            return TopologyConfig.of(topology);
        } catch (InvalidConfigException e) {
            throw CommandFailure.usage(String.join("\n", e.problems()));
        }
    }
}
