package io.cartostream.topology;

import io.cartostream.topology.config.TopologyConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for on the command line.
 *
 * @param action what to do
 * @param config the properties file, or null
 * @param assignments {@code key=value} each
 * @param error what cannot be understood, for {@link Action#REFUSE}
 */
record CommandLine(Action action, @Nullable Path config, List<String> assignments, String error) {

    /** What to do. */
    enum Action {
        RUN,
        HELP,
        DESCRIBE,
        REFUSE
    }

    static CommandLine parse(List<String> arguments) {
        Action action = Action.RUN;
        Path config = null;
        List<String> assignments = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            String next = i + 1 < arguments.size() ? arguments.get(i + 1) : null;
            switch (argument) {
                case "--help", "-h" -> action = Action.HELP;
                case "--describe" -> action = Action.DESCRIBE;
                case "--config", "--set" -> {
                    if (next == null) {
                        return new CommandLine(Action.REFUSE, null, List.of(), argument + " needs a value; see --help");
                    }
                    if (argument.equals("--config")) {
                        config = Path.of(next);
                    } else {
                        assignments.add(next);
                    }
                    i++;
                }
                default -> {
                    return new CommandLine(
                            Action.REFUSE, null, List.of(), "unknown argument '" + argument + "'; see --help");
                }
            }
        }
        return new CommandLine(action, config, List.copyOf(assignments), "");
    }

    static String help() {
        StringBuilder text = new StringBuilder("""
                Usage: io.cartostream.topology.TopologyMain [--config FILE] [--set KEY=VALUE]... [--describe] [--help]

                Runs Cartostream's Kafka Streams topology: inventory-raw in, graph-changes out.
                  --config FILE     settings, as a properties file
                  --set KEY=VALUE   one setting; wins over the file and the environment
                  --describe        prints the topology and ends
                  --help            prints this

                Environment: CARTOSTREAM_ and the key in capitals, dots and dashes as underscores.
                Values may refer to ${env:NAME}, ${file:/path:key} and ${dir:/path:file}.

                Settings:
                """);
        new TreeMap<>(TopologyConfig.definition().configKeys()).forEach((name, key) -> {
            text.append("  ").append(name).append(" (").append(defaultOf(key)).append(")\n");
            text.append("      ").append(key.documentation).append('\n');
        });
        return text.toString();
    }

    private static String defaultOf(ConfigDef.ConfigKey key) {
        if (!key.hasDefault()) {
            return "required";
        }
        String text = key.type == ConfigDef.Type.PASSWORD ? "" : String.valueOf(key.defaultValue);
        return text.isEmpty() ? "none" : "default " + text;
    }
}
