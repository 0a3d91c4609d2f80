package io.cartostream.worker;

import io.cartostream.contract.Namespace;
import io.cartostream.producer.SecretRedactor;
import io.cartostream.producer.catalogue.CatalogueException;
import io.cartostream.producer.catalogue.CatalogueFolder;
import io.cartostream.producer.provider.ConnectionSettings;
import io.cartostream.producer.provider.InventoryProviders;
import io.cartostream.producer.publish.PublisherSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** The properties of the worker's process, validated. Its text shows no secret. */
public final class WorkerConfig {

    private static final String BOOTSTRAP = "bootstrap.servers";
    private static final String REGISTRY = "schema.registry.url";
    private static final String NAMESPACE = "namespace";
    private static final String REDACTION_KEY = "redaction.key";
    private static final String CATALOGUE = "catalogue.folder";
    private static final String PARALLEL = "parallel";
    private static final String ATTEMPTS = "attempts";
    private static final String ONCE = "once";
    private static final String ENDPOINT = "endpoint.url";
    private static final String TIMEOUT = "call.timeout.ms";
    private static final String KAFKA_PREFIX = "kafka.";
    private static final String REGISTRY_PREFIX = "schema.registry.";

    private final InventoryProviders providers;
    private final Map<String, String> properties;
    private final AbstractConfig values;

    private WorkerConfig(InventoryProviders providers, Map<String, String> properties, AbstractConfig values) {
        this.providers = providers;
        this.properties = properties;
        this.values = values;
    }

    /** The keys, with their defaults and meanings. */
    public static ConfigDef definition() {
        return new ConfigDef()
                .define(BOOTSTRAP, Type.STRING, Importance.HIGH, "Kafka brokers, host:port, comma-separated.")
                .define(REGISTRY, Type.STRING, Importance.HIGH, "URL of the schema registry (Confluent's API).")
                .define(
                        NAMESPACE,
                        Type.STRING,
                        Namespace.DEFAULT_PREFIX,
                        Importance.MEDIUM,
                        "Prefix of topics, subjects and groups.")
                .define(PARALLEL, Type.INT, 16, Range.atLeast(1), Importance.MEDIUM, "Scopes read at the same time.")
                .define(
                        ATTEMPTS,
                        Type.INT,
                        3,
                        Range.atLeast(1),
                        Importance.LOW,
                        "Tries of a job whose account does not answer.")
                .define(ONCE, Type.BOOLEAN, false, Importance.LOW, "true: exit when no job waits.")
                .define(
                        CATALOGUE,
                        Type.STRING,
                        "",
                        Importance.LOW,
                        "Folder with your own catalogue files, merged over the built-in catalogue.")
                .define(
                        REDACTION_KEY,
                        Type.PASSWORD,
                        "",
                        Importance.MEDIUM,
                        "Key of the hashes that replace secrets; empty: no hashes.")
                .define(ENDPOINT, Type.STRING, "", Importance.LOW, "Emulator to call instead of the providers.")
                .define(
                        TIMEOUT,
                        Type.LONG,
                        30_000L,
                        Range.atLeast(1),
                        Importance.LOW,
                        "Time limit of one try of one call.");
    }

    /**
     * Validates the properties.
     *
     * @throws IllegalArgumentException that lists every problem
     */
    static WorkerConfig of(InventoryProviders providers, Map<String, String> properties) {
        List<String> problems = new ArrayList<>();
        ConfigDef definition = definition();
        properties.keySet().stream()
                .filter(key -> !known(definition, providers, key))
                .sorted()
                .forEach(key -> problems.add("unknown key '" + key + "'"));
        definition.validate(properties).forEach(value -> problems.addAll(value.errorMessages()));
        if (problems.isEmpty()) {
            try {
                AbstractConfig values = new AbstractConfig(definition, properties, false);
                WorkerConfig config = new WorkerConfig(providers, properties, values);
                config.settings();
                return config;
            } catch (IllegalArgumentException | ConfigException e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        throw new IllegalArgumentException(String.join("; ", problems));
    }

    /** A provider's options begin with its name. */
    private static boolean known(ConfigDef definition, InventoryProviders providers, String key) {
        return definition.names().contains(key)
                || key.startsWith(KAFKA_PREFIX)
                || key.startsWith(REGISTRY_PREFIX)
                || providers.names().stream().anyMatch(name -> key.startsWith(name + "."));
    }

    WorkerSettings settings() {
        Map<String, String> clients = new HashMap<>();
        Map<String, String> options = new HashMap<>();
        properties.forEach((key, value) -> {
            if (key.startsWith(KAFKA_PREFIX)) {
                clients.put(key.substring(KAFKA_PREFIX.length()), value);
            } else if (key.startsWith(REGISTRY_PREFIX) && !key.equals(REGISTRY)) {
                clients.put(key, value);
                clients.put(key.substring(REGISTRY_PREFIX.length()), value);
            } else if (!values.values().containsKey(key)) {
                options.put(key, value);
            }
        });
        PublisherSettings kafka =
                PublisherSettings.of(text(BOOTSTRAP), text(REGISTRY), new Namespace(text(NAMESPACE)), clients);
        ConnectionSettings connection =
                new ConnectionSettings(endpoint(), Duration.ofMillis(values.getLong(TIMEOUT)), options);
        return new WorkerSettings(
                kafka, connection, values.getInt(PARALLEL), values.getInt(ATTEMPTS), values.getBoolean(ONCE));
    }

    /**
     * The catalogue: built-in, and the user's folder if there is one.
     *
     * @throws CatalogueException if the folder cannot be listed
     */
    CatalogueFolder.Merged catalogue() {
        return text(CATALOGUE).isEmpty()
                ? new CatalogueFolder.Merged(providers.catalogue(), List.of())
                : providers.catalogue(Path.of(text(CATALOGUE)));
    }

    JobEnvironment environment(CatalogueFolder.Merged catalogue) {
        String key = properties.getOrDefault(REDACTION_KEY, "");
        return new JobEnvironment(providers, catalogue.catalogue(), SecretRedactor.withKey(key), Clock.systemUTC());
    }

    private @Nullable URI endpoint() {
        return text(ENDPOINT).isEmpty() ? null : URI.create(text(ENDPOINT));
    }

    private String text(String key) {
        return values.getString(key);
    }
}
