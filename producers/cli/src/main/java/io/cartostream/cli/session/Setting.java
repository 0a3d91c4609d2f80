package io.cartostream.cli.session;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A key of the properties file, with its environment variables and its default. */
@SuppressWarnings("ImmutableEnumChecker") // the lists are List.of
enum Setting {
    BOOTSTRAP_SERVERS("bootstrap.servers", "localhost:9092", "CARTOSTREAM_BOOTSTRAP_SERVERS"),
    REGISTRY_URL("schema.registry.url", "http://localhost:8081/apis/ccompat/v7", "CARTOSTREAM_REGISTRY_URL"),
    NAMESPACE("namespace", "cartostream", "CARTOSTREAM_NAMESPACE"),
    CONNECT_URL("connect.url", "http://localhost:8083", "CARTOSTREAM_CONNECT_URL"),
    CONNECT_USER("connect.user.info", "", "CARTOSTREAM_CONNECT_USER_INFO"),
    NEO4J_URI("neo4j.uri", "bolt://localhost:7687", "NEO4J_URI"),
    NEO4J_USER("neo4j.user", "neo4j", "NEO4J_USER", "NEO4J_USERNAME"),
    NEO4J_PASSWORD("neo4j.password", "", "NEO4J_PASSWORD"),
    NEO4J_DATABASE("neo4j.database", "", "NEO4J_DATABASE");

    private final String key;
    private final String defaultValue;
    private final List<String> variables;

    Setting(String key, String defaultValue, String... variables) {
        this.key = key;
        this.defaultValue = defaultValue;
        this.variables = List.of(variables);
    }

    String key() {
        return key;
    }

    String defaultValue() {
        return defaultValue;
    }

    List<String> variables() {
        return variables;
    }

    /** How a problem names it: as key and as environment variable. */
    String named() {
        return key + " ($" + variables.get(0) + ")";
    }

    static boolean isKnown(String key) {
        return key.startsWith("kafka.")
                || key.startsWith("schema.registry.")
                || Arrays.stream(values()).anyMatch(setting -> setting.key.equals(key));
    }

    static List<String> keys() {
        return Stream.concat(Arrays.stream(values()).map(Setting::key), Stream.of("kafka.", "schema.registry."))
                .toList();
    }
}
