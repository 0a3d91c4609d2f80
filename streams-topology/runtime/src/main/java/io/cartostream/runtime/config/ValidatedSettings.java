package io.cartostream.runtime.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.config.types.Password;

/**
 * Settings of one application, all of them valid. Values may refer to {@code ${env:VARIABLE}}, {@code ${file:/path:key}} and
 * {@code ${dir:/path:file}}, so that secrets need not be written in the file. Immutable.
 */
public final class ValidatedSettings extends AbstractConfig {

    /** Settings with this prefix are passed to every Kafka client, without the prefix. */
    public static final String KAFKA_PREFIX = "kafka.";
    /** Settings with this prefix are passed to the schema registry's client unchanged. */
    public static final String REGISTRY_PREFIX = "schema.registry.";

    private static final Map<String, String> PROVIDERS = Map.of(
            "config.providers", "env,file,dir",
            "config.providers.env.class", "org.apache.kafka.common.config.provider.EnvVarConfigProvider",
            "config.providers.file.class", "org.apache.kafka.common.config.provider.FileConfigProvider",
            "config.providers.dir.class", "org.apache.kafka.common.config.provider.DirectoryConfigProvider");

    /** Kafka settings that correctness depends on. The application sets them; a user cannot. */
    private static final Set<String> RESERVED = Set.of(
            "acks",
            "application.id",
            "auto.offset.reset",
            "bootstrap.servers",
            "enable.auto.commit",
            "enable.idempotence",
            "group.id",
            "group.instance.id",
            "isolation.level",
            "key.deserializer",
            "key.serializer",
            "num.standby.replicas",
            "num.stream.threads",
            "partitioner.class",
            "partitioner.ignore.keys",
            "processing.guarantee",
            "replication.factor",
            "rocksdb.config.setter",
            "state.dir",
            "transactional.id",
            "value.deserializer",
            "value.serializer");

    private static final List<String> CLIENT_PREFIXES =
            List.of("main.consumer.", "restore.consumer.", "global.consumer.", "consumer.", "producer.", "admin.");

    private static final Pattern MISSING = Pattern.compile("Missing required configuration \"(.*)\" which.*");
    private static final Pattern INVALID = Pattern.compile("Invalid value (.*) for configuration ([^:]*): (.*)");

    private ValidatedSettings(ConfigDef definition, Map<String, String> settings) {
        super(definition, settings, PROVIDERS, false);
    }

    /**
     * Validates settings against a definition. Keys outside of it are accepted with the prefixes {@code kafka.} and
     * {@code schema.registry.} only.
     *
     * @throws InvalidConfigException with every problem
     */
    public static ValidatedSettings of(ConfigDef definition, Map<String, String> settings) {
        Map<String, String> resolved;
        try {
            resolved = resolve(settings);
        } catch (RuntimeException e) {
            throw new InvalidConfigException(
                    List.of("a setting refers to a value that cannot be read: " + e.getMessage()));
        }
        List<String> problems = problemsOf(definition, resolved);
        if (!problems.isEmpty()) {
            throw new InvalidConfigException(problems);
        }
        try {
            return new ValidatedSettings(definition, settings);
        } catch (ConfigException e) {
            throw new InvalidConfigException(List.of(String.valueOf(e.getMessage())));
        }
    }

    private static Map<String, String> resolve(Map<String, String> settings) {
        Map<String, String> resolved = new HashMap<>();
        new AbstractConfig(new ConfigDef(), settings, PROVIDERS, false)
                .originals()
                .forEach((key, value) -> resolved.put(key, String.valueOf(value)));
        return resolved;
    }

    private static List<String> problemsOf(ConfigDef definition, Map<String, String> settings) {
        List<String> problems = new ArrayList<>();
        for (ConfigValue value : definition.validate(settings)) {
            value.errorMessages().stream()
                    .findFirst()
                    .map(ValidatedSettings::clear)
                    .ifPresent(problems::add);
        }
        for (String key : new TreeSet<>(settings.keySet())) {
            if (key.startsWith(KAFKA_PREFIX)) {
                String name = withoutClientPrefix(key.substring(KAFKA_PREFIX.length()));
                if (RESERVED.contains(name)) {
                    problems.add(key + " cannot be set: the application sets " + name + " itself");
                }
            } else if (!key.startsWith(REGISTRY_PREFIX) && !definition.names().contains(key)) {
                problems.add(key + " is not a setting" + suggestionFor(definition, key));
            }
        }
        problems.sort(String::compareTo);
        return problems;
    }

    /** Returns Kafka's message with the key in front. */
    private static String clear(String message) {
        Matcher missing = MISSING.matcher(message);
        Matcher invalid = INVALID.matcher(message);
        if (missing.matches()) {
            return missing.group(1) + " is missing";
        }
        return invalid.matches() ? invalid.group(2) + "='" + invalid.group(1) + "': " + invalid.group(3) : message;
    }

    private static String suggestionFor(ConfigDef definition, String key) {
        return definition.names().stream()
                .filter(known -> known.endsWith("." + key) || key.endsWith("." + known) || known.startsWith(key + "."))
                .sorted()
                .findFirst()
                .map(known -> ": did you mean " + known + "?")
                .orElse(": see --help for the list");
    }

    private static String withoutClientPrefix(String name) {
        for (String prefix : CLIENT_PREFIXES) {
            if (name.startsWith(prefix)) {
                return name.substring(prefix.length());
            }
        }
        return name;
    }

    /** Returns a setting in milliseconds as a duration. */
    public Duration millis(String key) {
        return Duration.ofMillis(getLong(key));
    }

    /** Returns a setting that names a file or folder; empty if it is blank. */
    public Optional<Path> path(String key) {
        return Optional.of(getString(key)).filter(text -> !text.isBlank()).map(Path::of);
    }

    /** Returns the settings with this prefix that are not empty, passwords in plain text. */
    Map<String, Object> withPrefix(String prefix, boolean strip) {
        Map<String, Object> found = new TreeMap<>();
        originals().forEach((key, value) -> {
            if (key.startsWith(prefix) && !String.valueOf(value).isEmpty()) {
                String plain = value instanceof Password password ? password.value() : String.valueOf(value);
                found.put(strip ? key.substring(prefix.length()) : key, plain);
            }
        });
        return found;
    }
}
