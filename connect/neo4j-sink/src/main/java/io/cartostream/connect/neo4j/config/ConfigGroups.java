package io.cartostream.connect.neo4j.config;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Recommender;
import org.apache.kafka.common.config.ConfigDef.Width;

/** Arranges keys as a form shows them: by group, in the order of their definition. */
final class ConfigGroups {
    private static final List<String> WRITING =
            List.of("neo4j.batch", "neo4j.retry", "neo4j.bad-row", "neo4j.reconnect");

    private static final List<String> FENCE = List.of(
            SinkConfig.WRITER,
            SinkConfig.RETENTION,
            SinkConfig.ON_GAP,
            SinkConfig.BOOTSTRAP,
            SinkConfig.JAAS,
            SinkConfig.KEY_STORE_PASSWORD,
            SinkConfig.KEY_PASSWORD,
            SinkConfig.KEY_STORE_KEY,
            SinkConfig.TRUST_STORE_PASSWORD);
    private static final List<String> TRUSTED = List.of(SinkConfig.VERIFY_HOSTNAME);
    private static final List<String> CLIENT_KEY = List.of(SinkConfig.CLIENT_KEY, SinkConfig.CLIENT_KEY_PASSWORD);
    private static final Map<String, List<String>> DEPENDENTS =
            Map.of(SinkConfig.FENCE, FENCE, SinkConfig.TRUST, TRUSTED, SinkConfig.CLIENT_CERTIFICATE, CLIENT_KEY);

    private ConfigGroups() {}

    /** The same keys, each in its group. */
    static ConfigDef grouped(ConfigDef plain) {
        ConfigDef grouped = new ConfigDef();
        int order = 0;
        for (ConfigKey key : plain.configKeys().values()) {
            grouped.define(new ConfigKey(
                    key.name,
                    key.type,
                    key.defaultValue,
                    key.validator,
                    key.importance,
                    key.documentation,
                    group(key.name),
                    ++order,
                    key.type == ConfigDef.Type.LIST ? Width.LONG : Width.MEDIUM,
                    key.name,
                    DEPENDENTS.getOrDefault(key.name, List.of()),
                    recommender(key),
                    key.internalConfig));
        }
        return grouped;
    }

    /** What a form may offer for a key, and whether it shows it: keys that another one switches off are hidden. */
    private static Recommender recommender(ConfigKey key) {
        return new Recommender() {
            @Override
            public List<Object> validValues(String name, Map<String, Object> parsed) {
                return key.type == ConfigDef.Type.BOOLEAN
                        ? List.of(true, false)
                        : name.equals(SinkConfig.ON_GAP) ? List.copyOf(SinkConfig.GAPS) : List.of();
            }

            @Override
            public boolean visible(String name, Map<String, Object> parsed) {
                if (FENCE.contains(name)) {
                    return !Boolean.FALSE.equals(parsed.get(SinkConfig.FENCE));
                }
                return TRUSTED.contains(name)
                        ? given(parsed, SinkConfig.TRUST)
                        : !CLIENT_KEY.contains(name) || given(parsed, SinkConfig.CLIENT_CERTIFICATE);
            }
        };
    }

    private static boolean given(Map<String, Object> parsed, String name) {
        return parsed.get(name) instanceof String text && !text.isBlank();
    }

    private static String group(String name) {
        if (name.startsWith("fence.") || name.startsWith("kafka.")) {
            return "Fence";
        }
        return WRITING.stream().anyMatch(name::startsWith) ? "Writing" : "Neo4j";
    }
}
