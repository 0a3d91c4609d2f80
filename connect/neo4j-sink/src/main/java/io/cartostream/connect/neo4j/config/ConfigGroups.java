package io.cartostream.connect.neo4j.config;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Recommender;
import org.apache.kafka.common.config.ConfigDef.Width;

/** Arranges the keys for a form: by group, in the order of their definition. */
final class ConfigGroups {
    private static final List<String> WRITING =
            List.of("neo4j.batch", "neo4j.retry", "neo4j.bad-row", "neo4j.reconnect");

    private static final List<String> FENCE = List.of(
            FenceKeys.WRITER,
            FenceKeys.RETENTION,
            FenceKeys.ON_GAP,
            FenceKeys.BOOTSTRAP,
            FenceKeys.JAAS,
            FenceKeys.KEY_STORE_PASSWORD,
            FenceKeys.KEY_PASSWORD,
            FenceKeys.KEY_STORE_KEY,
            FenceKeys.TRUST_STORE_PASSWORD);
    private static final List<String> TRUSTED = List.of(ConnectionKeys.VERIFY_HOSTNAME);
    private static final List<String> CLIENT_KEY =
            List.of(ConnectionKeys.CLIENT_KEY, ConnectionKeys.CLIENT_KEY_PASSWORD);
    private static final Map<String, List<String>> DEPENDENTS = Map.of(
            FenceKeys.ENABLED, FENCE, ConnectionKeys.TRUST, TRUSTED, ConnectionKeys.CLIENT_CERTIFICATE, CLIENT_KEY);

    private ConfigGroups() {}

    /** Returns the same keys, each in its group. */
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

    /** Recommends values to a form, and hides keys that another key switches off. */
    private static Recommender recommender(ConfigKey key) {
        return new Recommender() {
            @Override
            public List<Object> validValues(String name, Map<String, Object> parsed) {
                return key.type == ConfigDef.Type.BOOLEAN
                        ? List.of(true, false)
                        : name.equals(FenceKeys.ON_GAP) ? List.copyOf(FenceKeys.GAP_POLICIES) : List.of();
            }

            @Override
            public boolean visible(String name, Map<String, Object> parsed) {
                if (FENCE.contains(name)) {
                    return !Boolean.FALSE.equals(parsed.get(FenceKeys.ENABLED));
                }
                return TRUSTED.contains(name)
                        ? given(parsed, ConnectionKeys.TRUST)
                        : !CLIENT_KEY.contains(name) || given(parsed, ConnectionKeys.CLIENT_CERTIFICATE);
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
