package io.cartostream.topology.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.between;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;

/** Key, type, default, check and meaning of each setting that only the asset graph's topology has. */
final class TopologyKeys {

    static final String MODELS_FOLDER = "models.folder";
    static final String MODELS_STRICT = "models.strict";
    static final String PARTITION_CHECK = "partition.check";
    static final String BRAKE_SHARE = "brake.share";
    static final String BRAKE_MIN_RESOURCES = "brake.min.resources";
    static final String BRAKE_WHOLE_SCOPE = "brake.whole.scope.min.resources";
    static final String BRAKE_CONFIRM_MS = "brake.confirm.after.ms";
    static final String TOMBSTONE_MS = "tombstone.retention.ms";
    static final String SLICE = "slice.steps";
    static final String SLICE_INTERVAL_MS = "slice.interval.ms";
    static final String PURGE_MS = "purge.interval.ms";
    static final String METRICS_SCOPES = "metrics.scopes.max";

    private static final long DAY_MS = 24L * 3600 * 1000;
    private static final long HOUR_MS = 3600L * 1000;

    private TopologyKeys() {}

    static ConfigDef define(ConfigDef def) {
        return operation(engine(models(def)));
    }

    private static ConfigDef models(ConfigDef def) {
        return def.define(
                        MODELS_FOLDER,
                        Type.STRING,
                        "",
                        MEDIUM,
                        "Folder with your own model files (YAML), in addition to the built-in ones.")
                .define(
                        MODELS_STRICT,
                        Type.BOOLEAN,
                        false,
                        MEDIUM,
                        "true: a model file with an error stops the start. false: the error is reported and the file's resource types are frozen (their facts are kept).")
                .define(
                        PARTITION_CHECK,
                        Type.BOOLEAN,
                        true,
                        LOW,
                        "Dead-letter raw records that are in another partition than murmur2(key) gives.");
    }

    private static ConfigDef engine(ConfigDef def) {
        return def.define(
                        BRAKE_SHARE,
                        Type.DOUBLE,
                        0.3,
                        between(0.0, 1.0),
                        MEDIUM,
                        "A retraction of more than this share of a scope's resources is held until confirmed. 1 turns this brake off.")
                .define(
                        BRAKE_MIN_RESOURCES,
                        Type.INT,
                        20,
                        between(1, Integer.MAX_VALUE),
                        MEDIUM,
                        "A retraction of fewer resources is never held because of its share.")
                .define(
                        BRAKE_WHOLE_SCOPE,
                        Type.INT,
                        5,
                        between(1, Integer.MAX_VALUE),
                        MEDIUM,
                        "The retraction of a whole scope of at least this many resources is held.")
                .define(
                        BRAKE_CONFIRM_MS,
                        Type.LONG,
                        600_000L,
                        between(0, 30 * DAY_MS),
                        MEDIUM,
                        "A second complete sync confirms a held retraction if it starts at least this much later.")
                .define(
                        TOMBSTONE_MS,
                        Type.LONG,
                        30 * DAY_MS,
                        between(0, 3650 * DAY_MS),
                        LOW,
                        "How long a deleted entity is remembered before its tombstone is written. A sink must not be offline for longer.")
                .define(
                        SLICE,
                        Type.INT,
                        1_000,
                        between(1, 10_000),
                        LOW,
                        "Long work (a large retraction, a hub's relationships) is stored and done in slices of this many steps.")
                .define(
                        SLICE_INTERVAL_MS,
                        Type.LONG,
                        20L,
                        between(1, 10_000),
                        LOW,
                        "How often stored work continues while no records arrive.");
    }

    private static ConfigDef operation(ConfigDef def) {
        return def.define(
                        PURGE_MS,
                        Type.LONG,
                        30_000L,
                        between(100, HOUR_MS),
                        LOW,
                        "How often processed records of facts-by-node, relationships-by-target and lookups-by-value are deleted.")
                .define(
                        METRICS_SCOPES,
                        Type.INT,
                        2_000,
                        between(0, 1_000_000),
                        LOW,
                        "How many scopes of the process have their own metrics. Stale and held scopes come first.");
    }
}
