package io.cartostream.runtime.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;

/**
 * Collects settings from three sources. The command line wins over the environment, and the environment over the properties
 * file. The name of an environment variable is {@code CARTOSTREAM_} and the key in capitals with underscores:
 * {@code CARTOSTREAM_BOOTSTRAP_SERVERS}, {@code CARTOSTREAM_KAFKA_SASL_JAAS_CONFIG}.
 */
public final class ConfigSources {

    /** Prefix of the environment variables that are read as settings. */
    public static final String ENVIRONMENT_PREFIX = "CARTOSTREAM_";

    private ConfigSources() {}

    /**
     * Merges the three sources.
     *
     * @param definition the application's settings; decides which environment variables are settings
     * @param file a properties file, or null
     * @param environment all environment variables of the process
     * @param assignments the command line's settings, each as {@code key=value}
     * @throws InvalidConfigException if the file cannot be read or an assignment has no {@code =}
     */
    public static Map<String, String> merge(
            ConfigDef definition, @Nullable Path file, Map<String, String> environment, List<String> assignments) {
        List<String> problems = new ArrayList<>();
        Map<String, String> merged = new TreeMap<>();
        if (file != null) {
            readInto(merged, file, problems);
        }
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            if (variable.getKey().startsWith(ENVIRONMENT_PREFIX)) {
                keyOf(definition, variable.getKey()).ifPresent(key -> merged.put(key, variable.getValue()));
            }
        }
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            if (equals < 1) {
                problems.add("--set '" + assignment + "' is not key=value");
            } else {
                merged.put(
                        assignment.substring(0, equals).trim(),
                        assignment.substring(equals + 1).trim());
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidConfigException(problems);
        }
        return merged;
    }

    private static void readInto(Map<String, String> merged, Path file, List<String> problems) {
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            Properties properties = new Properties();
            properties.load(reader);
            for (String key : properties.stringPropertyNames()) {
                merged.put(key, properties.getProperty(key).trim());
            }
        } catch (IOException | IllegalArgumentException e) {
            problems.add("cannot read the configuration file " + file + ": " + e);
        }
    }

    /** Ignores variables with the prefix that belong to other programs (the command line, the local stack). */
    private static Optional<String> keyOf(ConfigDef definition, String variable) {
        String name = variable.substring(ENVIRONMENT_PREFIX.length());
        for (String key : definition.names()) {
            if (key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_').equals(name)) {
                return Optional.of(key);
            }
        }
        boolean passedThrough = name.startsWith("KAFKA_") || name.startsWith("SCHEMA_REGISTRY_");
        return passedThrough ? Optional.of(name.toLowerCase(Locale.ROOT).replace('_', '.')) : Optional.empty();
    }
}
