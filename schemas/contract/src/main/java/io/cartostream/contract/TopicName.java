package io.cartostream.contract;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The topics of the pipeline, with the settings that belong to their meaning. Physical names carry the namespace: see
 * {@link Namespace#topic}.
 */
@SuppressWarnings("ImmutableEnumChecker") // the maps are Map.of
public enum TopicName {
    /** Accounts to sync; key provider/account. */
    SYNC_JOBS("sync-jobs", Map.of("retention.ms", Long.toString(7L * 24 * 3600 * 1000)), "SyncJob"),
    /** What producers saw; key = scope. LogAppendTime, because effective time is min(observedAt, append time). */
    INVENTORY_RAW(
            "inventory-raw",
            Map.of("message.timestamp.type", "LogAppendTime", "retention.ms", Long.toString(3L * 24 * 3600 * 1000)),
            "InventoryEvent"),
    /** Current payload of each resource; key = scope + resource id. */
    INVENTORY_LATEST("inventory-latest", Map.of("cleanup.policy", "compact"), "InventoryItem"),
    /** The state of each scope; key = scope. */
    SCOPE_STATUS("scope-status", Map.of("cleanup.policy", "compact"), "ScopeStatus"),
    /** The graph, as the newest whole state of each entity; key = entity key. */
    GRAPH_CHANGES("graph-changes", Map.of("cleanup.policy", "compact"), "GraphChange"),
    /** Facts and their retractions on the way to their node; key = node key. Engine's own encoding. */
    FACTS_BY_NODE("facts-by-node", Map.of("retention.ms", "-1"), null),
    /** Relationships on the way to their end node; key = node key. Engine's own encoding. */
    RELATIONSHIPS_BY_TARGET("relationships-by-target", Map.of("retention.ms", "-1"), null),
    /** Nodes that carry a property and relationships that look for it; key = lookup key. Engine's own encoding. */
    LOOKUPS_BY_VALUE("lookups-by-value", Map.of("retention.ms", "-1"), null),
    /** Which models are in force (key = application id) and which partitions have grown (grown/generation/partition); text. */
    MODEL_EPOCH("model-epoch", Map.of("cleanup.policy", "compact", "segment.ms", "3600000"), null),
    /** Raw records that could not be processed, byte for byte. */
    INVENTORY_RAW_DLQ("inventory-raw-dlq", Map.of("retention.ms", Long.toString(30L * 24 * 3600 * 1000)), null),
    /** Graph changes that the sink could not write, byte for byte. */
    GRAPH_CHANGES_DLQ("graph-changes-dlq", Map.of("retention.ms", Long.toString(30L * 24 * 3600 * 1000)), null),
    /** Sync jobs that no worker could serve, byte for byte. */
    SYNC_JOBS_DLQ("sync-jobs-dlq", Map.of("retention.ms", Long.toString(30L * 24 * 3600 * 1000)), null);

    /** The largest record of a topic, and the matching limits of every client: 8 MB. Dead letters may be larger. */
    public static final int MAX_MESSAGE_BYTES = 8 * 1024 * 1024;

    /** Room for what a dead letter says about the largest record: headers with reasons and stack traces. */
    private static final int DEAD_LETTER_EXTRA_BYTES = 1024 * 1024;

    private final String baseName;
    private final Map<String, String> settings;
    private final @Nullable String valueSchema;

    TopicName(String baseName, Map<String, String> settings, @Nullable String valueSchema) {
        this.baseName = baseName;
        this.settings = settings;
        this.valueSchema = valueSchema;
    }

    /** The name without namespace. */
    public String baseName() {
        return baseName;
    }

    /** Topic-level settings besides {@code max.message.bytes}, by Kafka's own names. */
    public Map<String, String> settings() {
        return settings;
    }

    /** The topic's {@code max.message.bytes}: a dead letter holds a record byte for byte, and headers. */
    public int maxMessageBytes() {
        return baseName.endsWith("-dlq") ? MAX_MESSAGE_BYTES + DEAD_LETTER_EXTRA_BYTES : MAX_MESSAGE_BYTES;
    }

    /** Simple name of the value's Avro record, for {@code avro/<name>.avsc}; null where the topic has no subject. */
    public @Nullable String valueSchema() {
        return valueSchema;
    }
}
