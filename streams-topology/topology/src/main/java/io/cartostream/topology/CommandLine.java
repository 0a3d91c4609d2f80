package io.cartostream.topology;

import io.cartostream.topology.config.TopologyConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;

/**
 * The parsed command line.
 *
 * @param action the requested action
 * @param config the properties file, or null
 * @param assignments {@code key=value} each
 * @param rebuildFrom the source namespace of {@link Action#REBUILD}
 * @param error the line to print, for {@link Action#REFUSE}
 */
record CommandLine(Action action, @Nullable Path config, List<String> assignments, String rebuildFrom, String error) {

    enum Action {
        RUN,
        HELP,
        DESCRIBE,
        PREVIEW_MODELS,
        RAISE_MODELS,
        REBUILD,
        REFUSE
    }

    static CommandLine parse(List<String> arguments) {
        Action action = Action.RUN;
        Path config = null;
        List<String> assignments = new ArrayList<>();
        String rebuildFrom = "";
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            String next = i + 1 < arguments.size() ? arguments.get(i + 1) : null;
            switch (argument) {
                case "--help", "-h" -> action = Action.HELP;
                case "--describe" -> action = Action.DESCRIBE;
                case "--preview-models" -> action = Action.PREVIEW_MODELS;
                case "--raise-models" -> action = Action.RAISE_MODELS;
                case "--config", "--set", "--rebuild-from" -> {
                    if (next == null) {
                        return refuse(argument + " needs a value; see --help");
                    }
                    if (argument.equals("--config")) {
                        config = Path.of(next);
                    } else if (argument.equals("--rebuild-from")) {
                        action = Action.REBUILD;
                        rebuildFrom = next;
                    } else {
                        assignments.add(next);
                    }
                    i++;
                }
                default -> {
                    return refuse("unknown argument '" + argument + "'; see --help");
                }
            }
        }
        return new CommandLine(action, config, List.copyOf(assignments), rebuildFrom, "");
    }

    private static CommandLine refuse(String error) {
        return new CommandLine(Action.REFUSE, null, List.of(), "", error);
    }

    static String help() {
        StringBuilder text = new StringBuilder("""
                Usage: io.cartostream.topology.TopologyMain [--config FILE] [--set KEY=VALUE]... [ACTION]

                Runs Cartostream's Kafka Streams topology: inventory-raw in, graph-changes out.
                  --config FILE     settings, as a properties file
                  --set KEY=VALUE   one setting; overrides the file and the environment

                Actions (none: runs until stopped):
                  --preview-models  shows how many changes the models of these settings would make to the graph
                  --raise-models    shows the same, then puts these models in force: instances with other models stop,
                                    instances with these models may start and derive all facts again
                  --rebuild-from NAMESPACE
                                    sends the inventory of another namespace to inventory-raw of this namespace, whose
                                    graph must be empty: the instances of this namespace build the same graph from it
                  --describe        prints the topology and ends
                  --help            prints this

                Environment variables: CARTOSTREAM_ and the key in capitals, with underscores for dots and dashes.
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
