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
 * @param rebuildFrom a namespace, for {@link Action#REBUILD}
 * @param error what cannot be understood, for {@link Action#REFUSE}
 */
record CommandLine(Action action, @Nullable Path config, List<String> assignments, String rebuildFrom, String error) {

    /** What to do. */
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
                  --set KEY=VALUE   one setting; wins over the file and the environment

                Actions (without one: runs until it is stopped):
                  --preview-models  shows how many changes this instance's models would make to the graph
                  --raise-models    shows that too, then puts this instance's models in force: instances with others
                                    stop, those with these may start and derive all facts anew
                  --rebuild-from NAMESPACE
                                    sends the inventory of a namespace to inventory-raw of this one, whose graph must be
                                    empty: the instances of this one make the same graph of it
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
