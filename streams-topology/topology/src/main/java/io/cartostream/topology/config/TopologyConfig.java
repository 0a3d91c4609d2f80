package io.cartostream.topology.config;

import io.cartostream.engine.EngineConfig;
import io.cartostream.runtime.config.InvalidConfigException;
import io.cartostream.runtime.config.RuntimeConfig;
import io.cartostream.runtime.config.ValidatedSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;

/** All settings of the asset graph's topology: those of the {@link #runtime} and its own. Immutable. */
public final class TopologyConfig {

    private static final String ROLE = "topology";

    private final ValidatedSettings settings;
    private final RuntimeConfig runtime;

    private TopologyConfig(ValidatedSettings settings) {
        this.settings = settings;
        this.runtime = new RuntimeConfig(ROLE, settings);
    }

    /**
     * Validates settings.
     *
     * @throws InvalidConfigException with every problem
     */
    public static TopologyConfig of(Map<String, String> settings) {
        return new TopologyConfig(ValidatedSettings.of(definition(), settings));
    }

    /** Returns every key with type, default and meaning. The reference documentation is generated from it. */
    public static ConfigDef definition() {
        return TopologyKeys.define(RuntimeConfig.definition(ROLE));
    }

    /** Connections, state, threads, timeouts, health. */
    public RuntimeConfig runtime() {
        return runtime;
    }

    /** Folder of the user's own model files. */
    public Optional<Path> modelsFolder() {
        return settings.path(TopologyKeys.MODELS_FOLDER);
    }

    /** True if a faulty model file stops the start; false if it freezes its types. */
    public boolean modelsStrict() {
        return settings.getBoolean(TopologyKeys.MODELS_STRICT);
    }

    /** True if a record in another partition than its key's is dead-lettered. */
    public boolean partitionCheck() {
        return settings.getBoolean(TopologyKeys.PARTITION_CHECK);
    }

    public EngineConfig engine() {
        return new EngineConfig(
                settings.getDouble(TopologyKeys.BRAKE_SHARE),
                settings.getInt(TopologyKeys.BRAKE_MIN_RESOURCES),
                settings.getInt(TopologyKeys.BRAKE_WHOLE_SCOPE),
                settings.millis(TopologyKeys.BRAKE_CONFIRM_MS),
                settings.millis(TopologyKeys.TOMBSTONE_MS),
                settings.getInt(TopologyKeys.SLICE));
    }

    /** How often stored work continues while no records arrive. */
    public Duration sliceInterval() {
        return settings.millis(TopologyKeys.SLICE_INTERVAL_MS);
    }

    /** How often processed records of the engine's own topics are deleted. */
    public Duration purgeInterval() {
        return settings.millis(TopologyKeys.PURGE_MS);
    }

    /** How many scopes have their own metrics. */
    public int metricsScopes() {
        return settings.getInt(TopologyKeys.METRICS_SCOPES);
    }
}
