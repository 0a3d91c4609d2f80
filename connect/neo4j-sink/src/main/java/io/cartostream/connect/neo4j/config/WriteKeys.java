package io.cartostream.connect.neo4j.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;

/** The keys of writing: indexes, size of a transaction, retries. */
final class WriteKeys {
    static final String INDEXES = "neo4j.indexes";
    static final String BATCH_ROWS = "neo4j.batch.rows";
    static final String BATCH_BYTES = "neo4j.batch.bytes";
    static final String RETRY_ATTEMPTS = "neo4j.retry.attempts";
    static final String RETRY_BACKOFF = "neo4j.retry.backoff.ms";
    static final String RECONNECT = "neo4j.reconnect.ms";
    static final String BAD_ROW_ATTEMPTS = "neo4j.bad-row.attempts";

    private WriteKeys() {}

    static void define(ConfigDef definition) {
        definition
                .define(
                        INDEXES,
                        Type.LIST,
                        "",
                        indexList(),
                        MEDIUM,
                        "Indexes to create before the first write, as Label.property, comma-separated.")
                .define(
                        BATCH_ROWS,
                        Type.INT,
                        2000,
                        between(1, 100_000),
                        MEDIUM,
                        "Most rows in one transaction. The sink halves it when a transaction takes more memory or time"
                                + " than the server allows, and doubles it again after 50 successful ones.")
                .define(
                        BATCH_BYTES,
                        Type.INT,
                        8 * 1024 * 1024,
                        atLeast(1024),
                        MEDIUM,
                        "Approximate size of the rows in one transaction; a larger row gets a transaction without"
                                + " others.")
                .define(
                        RETRY_ATTEMPTS,
                        Type.INT,
                        10,
                        between(1, 1000),
                        LOW,
                        "Attempts of one transaction in races and deadlocks, before Connect's own retry takes over.")
                .define(
                        RETRY_BACKOFF,
                        Type.INT,
                        5,
                        between(1, 10_000),
                        LOW,
                        "First pause between attempts; doubles up to 16 times its value, with jitter.")
                .define(
                        RECONNECT,
                        Type.LONG,
                        2000L,
                        atLeast(10),
                        LOW,
                        "Pause between attempts to reach the database, which never end.")
                .define(
                        BAD_ROW_ATTEMPTS,
                        Type.INT,
                        5,
                        between(2, 1000),
                        LOW,
                        "Attempts of a row alone before it becomes a dead letter. If no race can explain the failure,"
                                + " the row gets three, and two after 20 bad rows in a poll.");
    }

    private static ConfigDef.Validator indexList() {
        return ConfigDef.LambdaValidator.with(
                (name, value) -> {
                    if (value instanceof List<?> list) {
                        for (Object element : list) {
                            try {
                                ConfiguredIndex.parse(String.valueOf(element));
                            } catch (IllegalArgumentException e) {
                                throw new ConfigException(name, value, String.valueOf(e.getMessage()));
                            }
                        }
                    }
                },
                () -> "Label.property,…");
    }
}
