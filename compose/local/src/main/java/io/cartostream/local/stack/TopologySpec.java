package io.cartostream.local.stack;

import io.cartostream.local.process.ProcessSpec;
import io.cartostream.local.process.ReadinessProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The topology, and its commands for models. */
final class TopologySpec {

    private TopologySpec() {}

    static ProcessSpec of(ProcessLaunch launch) throws IOException, StackException {
        Path folder = Files.createDirectories(launch.files().data("topology"));
        Path ready = folder.resolve("ready");
        Map<String, String> topology = new LinkedHashMap<>();
        topology.put("namespace", launch.settings().namespace());
        topology.put("bootstrap.servers", launch.settings().bootstrap());
        topology.put("schema.registry.url", launch.settings().registryUrl());
        topology.put("state.dir", folder.resolve("state").toString());
        topology.put("instance.id", "local");
        topology.put("ready.file", ready.toString());
        Path models = launch.settings().models();
        if (models != null) {
            topology.put("models.folder", models.toString());
        }
        Path file = ProcessLaunch.properties(folder.resolve("topology.properties"), topology);
        List<String> command = launch.java("384m");
        ProcessLaunch.metrics(
                        launch.files().home().resolve("streams-topology/topology"),
                        "src/main/jmx/topology.yml",
                        launch.settings().ports().topologyMetrics())
                .forEach(command::add);
        command.addAll(topologyMain(launch, file));
        return launch.spec(
                "topology",
                command,
                Map.of(),
                new ReadinessProbe(ReadinessProbe.Kind.FILE, ready.toString()),
                launch.files().deployed(),
                1);
    }

    private static List<String> topologyMain(ProcessLaunch launch, Path config) throws StackException {
        return List.of(
                "-cp",
                launch.files().classPath("streams-topology/topology"),
                "io.cartostream.topology.TopologyMain",
                "--config",
                config.toString());
    }

    /**
     * The command that shows what the configured models would change in the graph of this stack, which has run before.
     *
     * @param raise whether it also puts them in force
     */
    static List<String> models(ProcessLaunch launch, boolean raise) throws StackException {
        List<String> command = launch.java("384m");
        command.addAll(topologyMain(launch, launch.files().data("topology").resolve("topology.properties")));
        command.add(raise ? "--raise-models" : "--preview-models");
        return command;
    }
}
