package io.cartostream.cli.session;

import io.cartostream.contract.Namespace;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Combines options, environment and properties file, in this order of precedence, and reports all problems at once.
 */
final class SettingsReader {

    private static final String FILE_NAME = "cartostream.properties";
    private static final Pattern BOOTSTRAP = Pattern.compile("\\s*[^\\s,:/]+:\\d{1,5}\\s*");
    private static final Set<String> NEO4J_SCHEMES =
            Set.of("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc");

    private final GlobalOptions options;
    private final Map<String, String> environment;
    private final Path directory;
    private final List<String> problems = new ArrayList<>();
    private final Set<SettingValue> values = new LinkedHashSet<>();
    private Map<String, String> file = Map.of();
    private String fileName = FILE_NAME;

    SettingsReader(GlobalOptions options, Map<String, String> environment, Path directory) {
        this.options = options;
        this.environment = environment;
        this.directory = directory;
    }

    CliSettings read() {
        file = configurationFile();
        CliSettings.Neo4j neo4j = neo4j();
        URI connect = http(value(options.connectUrl, SettingKey.CONNECT_URL), SettingKey.CONNECT_URL);
        String connectUser = value(null, SettingKey.CONNECT_USER);
        Map<String, String> kafka = kafka();
        Map<String, String> registry = registry();
        Namespace namespace = namespace();
        String redactionKey = value(null, SettingKey.REDACTION_KEY);
        String catalogueFolder = value(null, SettingKey.CATALOGUE_FOLDER);
        if (!problems.isEmpty()) {
            throw CommandFailure.usage(
                    problems.size() == 1
                            ? problems.get(0)
                            : problems.size() + " settings are wrong:\n  " + String.join("\n  ", problems));
        }
        return new CliSettings(
                namespace,
                kafka,
                registry,
                connect,
                connectUser.isEmpty() ? null : connectUser,
                neo4j,
                redactionKey.isEmpty() ? null : redactionKey,
                catalogueFolder.isEmpty() ? null : Path.of(catalogueFolder));
    }

    private Map<String, String> configurationFile() {
        Path path = options.config;
        String fromEnvironment = environment.get("CARTOSTREAM_CONFIG");
        if (path == null && fromEnvironment != null && !fromEnvironment.isBlank()) {
            path = Path.of(fromEnvironment);
        }
        if (path == null) {
            path = directory.resolve(FILE_NAME);
            if (!Files.exists(path)) {
                return Map.of();
            }
        }
        fileName = path.toString();
        Map<String, String> properties = load(directory.resolve(path));
        for (String key : properties.keySet()) {
            if (!SettingKey.isKnown(key)) {
                problems.add(path + ": unknown key '" + key + "'" + NameSuggestions.hint(key, SettingKey.keys()));
            }
        }
        return properties;
    }

    private Map<String, String> load(Path path) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(path)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            problems.add("cannot read " + path + " (" + FailureText.of(e) + ")");
        }
        Map<String, String> sorted = new TreeMap<>();
        properties
                .stringPropertyNames()
                .forEach(key -> sorted.put(key, properties.getProperty(key).strip()));
        return sorted;
    }

    private String value(@Nullable String option, SettingKey setting) {
        SettingValue found = resolve(option, setting);
        values.add(found);
        return found.value();
    }

    private SettingValue resolve(@Nullable String option, SettingKey setting) {
        if (option != null) {
            return new SettingValue(setting.key(), option, "option");
        }
        for (String variable : setting.variables()) {
            String value = environment.get(variable);
            if (value != null && !value.isBlank()) {
                return new SettingValue(setting.key(), value.strip(), "environment $" + variable);
            }
        }
        String configured = file.get(setting.key());
        return configured == null
                ? new SettingValue(setting.key(), setting.defaultValue(), "default")
                : new SettingValue(setting.key(), configured, "file " + fileName);
    }

    /**
     * Every setting with its source, sorted by key: those of {@link SettingKey}, then the properties of the clients. Call it after
     * {@link #read}.
     */
    List<SettingValue> values() {
        return values.stream().sorted(Comparator.comparing(SettingValue::key)).toList();
    }

    private Map<String, String> kafka() {
        Map<String, String> kafka = new LinkedHashMap<>();
        if (options.kafkaConfig != null) {
            kafka.putAll(load(directory.resolve(options.kafkaConfig)));
        }
        file.forEach((key, value) -> {
            if (key.startsWith("kafka.")) {
                kafka.put(key.substring("kafka.".length()), value);
            }
        });
        noteClients(kafka, "kafka.");
        kafka.putAll(options.kafka);
        String servers = value(options.bootstrapServers, SettingKey.BOOTSTRAP_SERVERS);
        if (options.bootstrapServers == null && kafka.containsKey("bootstrap.servers")) {
            servers = kafka.get("bootstrap.servers");
        }
        for (String server : servers.split(",", -1)) {
            if (!BOOTSTRAP.matcher(server).matches() || port(server) > 65_535) {
                problems.add(SettingKey.BOOTSTRAP_SERVERS.named() + ": '" + server + "' is not host:port");
            }
        }
        kafka.put("bootstrap.servers", servers);
        return kafka;
    }

    private static int port(String server) {
        return Integer.parseInt(server.substring(server.indexOf(':') + 1).strip());
    }

    /** Notes where each property of Kafka's clients comes from; an option wins. */
    private void noteClients(Map<String, String> fromFiles, String prefix) {
        fromFiles.forEach((key, value) -> {
            if (!options.kafka.containsKey(key)) {
                boolean own = file.containsKey(prefix + key);
                values.add(new SettingValue(
                        prefix + key, value, "file " + (own ? fileName : String.valueOf(options.kafkaConfig))));
            }
        });
        options.kafka.forEach((key, value) -> values.add(new SettingValue(prefix + key, value, "option --kafka")));
    }

    private Map<String, String> registry() {
        Map<String, String> registry = new LinkedHashMap<>();
        file.forEach((key, value) -> {
            if (key.startsWith("schema.registry.")) {
                registry.put(key.substring("schema.registry.".length()), value);
            }
        });
        String url = value(options.registryUrl, SettingKey.REGISTRY_URL);
        registry.remove("url");
        registry.forEach(
                (key, value) -> values.add(new SettingValue("schema.registry." + key, value, "file " + fileName)));
        for (String one : url.split(",", -1)) {
            if (!one.startsWith("mock://")) {
                http(one, SettingKey.REGISTRY_URL);
            }
        }
        registry.put("schema.registry.url", url);
        return registry;
    }

    private Namespace namespace() {
        try {
            return new Namespace(value(options.namespace, SettingKey.NAMESPACE));
        } catch (IllegalArgumentException e) {
            problems.add(SettingKey.NAMESPACE.named() + ": " + e.getMessage());
            return new Namespace(Namespace.DEFAULT_PREFIX);
        }
    }

    private CliSettings.Neo4j neo4j() {
        URI uri = uri(value(options.neo4jUri, SettingKey.NEO4J_URI), SettingKey.NEO4J_URI, NEO4J_SCHEMES);
        String password = value(null, SettingKey.NEO4J_PASSWORD);
        String database = value(options.neo4jDatabase, SettingKey.NEO4J_DATABASE);
        String authorities = value(null, SettingKey.NEO4J_CA_FILE);
        Path file = authorities.isEmpty() ? null : directory.resolve(authorities);
        if (file != null && !Files.isReadable(file)) {
            problems.add(SettingKey.NEO4J_CA_FILE.named() + ": cannot read " + authorities);
        }
        if (file != null && uri.getScheme().contains("+")) {
            problems.add(SettingKey.NEO4J_CA_FILE.named() + " needs bolt:// or neo4j://, because " + uri.getScheme()
                    + ":// has fixed trust");
        }
        return new CliSettings.Neo4j(
                uri,
                value(options.neo4jUser, SettingKey.NEO4J_USER),
                password.isEmpty() ? null : password,
                database.isEmpty() ? null : database,
                file);
    }

    private URI http(String text, SettingKey setting) {
        return uri(text, setting, Set.of("http", "https"));
    }

    private URI uri(String text, SettingKey setting, Set<String> schemes) {
        try {
            URI uri = URI.create(text.strip());
            if (uri.getScheme() != null && schemes.contains(uri.getScheme()) && uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // reported below
        }
        problems.add(setting.named() + ": '" + CliSettings.withoutUser(text) + "' is not a URL of the form "
                + String.join("|", schemes.stream().sorted().toList()) + "://host:port");
        return URI.create("http://invalid");
    }
}
