package io.cartostream.cli.session;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A key of the properties file, with its environment variables, its default and its meaning. */
@SuppressWarnings("ImmutableEnumChecker") // the lists are List.of
public enum SettingKey {
    BOOTSTRAP_SERVERS(
            "bootstrap.servers",
            "localhost:9092",
            "Kafka brokers, host:port, comma-separated.",
            "CARTOSTREAM_BOOTSTRAP_SERVERS"),
    REGISTRY_URL(
            "schema.registry.url",
            "http://localhost:8081/apis/ccompat/v7",
            "The schema registry (Confluent's API).",
            "CARTOSTREAM_REGISTRY_URL"),
    NAMESPACE("namespace", "cartostream", "Prefix of topics, subjects and groups.", "CARTOSTREAM_NAMESPACE"),
    CONNECT_URL("connect.url", "http://localhost:8083", "Kafka Connect's REST API.", "CARTOSTREAM_CONNECT_URL"),
    CONNECT_USER(
            "connect.user.info",
            "",
            "User and password for Kafka Connect's REST API, as user:password; empty: none.",
            "CARTOSTREAM_CONNECT_USER_INFO"),
    NEO4J_URI(
            "neo4j.uri", "bolt://localhost:7687", "Neo4j: bolt:// or neo4j://, with +s or +ssc for TLS.", "NEO4J_URI"),
    NEO4J_USER("neo4j.user", "neo4j", "User of Neo4j.", "NEO4J_USER", "NEO4J_USERNAME"),
    NEO4J_PASSWORD("neo4j.password", "", "The user's password; empty: no authentication.", "NEO4J_PASSWORD"),
    NEO4J_CA_FILE(
            "neo4j.tls.ca-file",
            "",
            "PEM file with the certificates to trust; turns on TLS for a bolt:// or neo4j:// address.",
            "NEO4J_TLS_CA_FILE"),
    NEO4J_DATABASE("neo4j.database", "", "Name of the database; empty: the server's default.", "NEO4J_DATABASE"),
    REDACTION_KEY(
            "redaction.key",
            "",
            "Key of the hashes that replace secrets in payloads, as [redacted hmac-sha256:…]; equal secrets have equal"
                    + " hashes. Empty: [redacted], so a changed secret looks like an unchanged one. Give every producer"
                    + " the same key, and keep it: another key changes every hash.",
            "CARTOSTREAM_REDACTION_KEY"),
    CATALOGUE_FOLDER(
            "catalogue.folder",
            "",
            "Folder with your own catalogue files (*.yaml), which add resource types. A type with the name of a"
                    + " built-in one replaces it. A file with an error is reported with file, line and reason, and only"
                    + " its types are left out.",
            "CARTOSTREAM_CATALOGUE_FOLDER");

    private final String key;
    private final String defaultValue;
    private final String meaning;
    private final List<String> variables;

    SettingKey(String key, String defaultValue, String meaning, String... variables) {
        this.key = key;
        this.defaultValue = defaultValue;
        this.meaning = meaning;
        this.variables = List.of(variables);
    }

    /** The key in the properties file. */
    public String key() {
        return key;
    }

    /** The value if the user gives none; empty if there is no default. */
    public String defaultValue() {
        return defaultValue;
    }

    /** The meaning, for the documentation. */
    public String meaning() {
        return meaning;
    }

    /** The environment variables; the first one that is set wins. */
    public List<String> variables() {
        return variables;
    }

    /** The name in messages: key and environment variable. */
    String named() {
        return key + " ($" + variables.get(0) + ")";
    }

    static boolean isKnown(String key) {
        return key.startsWith("kafka.")
                || key.startsWith("schema.registry.")
                || Arrays.stream(values()).anyMatch(setting -> setting.key.equals(key));
    }

    static List<String> keys() {
        return Stream.concat(Arrays.stream(values()).map(SettingKey::key), Stream.of("kafka.", "schema.registry."))
                .toList();
    }
}
