package io.cartostream.connect.neo4j;

import io.cartostream.connect.neo4j.config.SinkConfig;
import io.cartostream.connect.neo4j.config.SinkVersion;
import io.cartostream.connect.neo4j.config.UnknownKeys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/** Writes the topic graph-changes to Neo4j; {@link Neo4jSinkTask} states the guarantees. */
public final class Neo4jSinkConnector extends SinkConnector {
    private Map<String, String> properties = Map.of();

    /** For Connect. */
    public Neo4jSinkConnector() {}

    @Override
    public String version() {
        return SinkVersion.current();
    }

    @Override
    public ConfigDef config() {
        return SinkConfig.DEFINITION;
    }

    /** Reports every problem at once: those of single keys, those between keys, and misspelt keys. */
    @Override
    public Config validate(Map<String, String> given) {
        List<ConfigValue> values = new ArrayList<>(super.validate(given).configValues());
        ConfigConflicts.of(given).forEach((key, problem) -> add(values, key, problem));
        UnknownKeys.of(given).forEach((key, problem) -> add(values, key, problem));
        return new Config(values);
    }

    private static void add(List<ConfigValue> values, String key, String problem) {
        ConfigValue value = values.stream()
                .filter(known -> known.name().equals(key))
                .findFirst()
                .orElseGet(() -> {
                    ConfigValue added = new ConfigValue(key);
                    values.add(added);
                    return added;
                });
        value.addErrorMessage(key + " " + problem);
    }

    @Override
    public void start(Map<String, String> given) {
        ConfigConflicts.requireNone(given);
        properties = Map.copyOf(given);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return Neo4jSinkTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        List<Map<String, String>> configs = new ArrayList<>();
        for (int task = 0; task < maxTasks; task++) {
            Map<String, String> config = new HashMap<>(properties);
            config.put(SinkConfig.TASK_ID, Integer.toString(task));
            config.put(SinkConfig.TASKS, Integer.toString(maxTasks));
            configs.add(config);
        }
        return configs;
    }

    /**
     * Accepts any offsets. Connect stores them; the fences record what was written. An operator may set earlier offsets, or remove
     * all of them to rebuild the graph; offsets ahead of the graph are reset with a warning when the partition is opened.
     */
    @Override
    public boolean alterOffsets(Map<String, String> connectorConfig, Map<TopicPartition, Long> offsets) {
        return true;
    }

    @Override
    public void stop() {
        // the connector keeps no resources
    }
}
