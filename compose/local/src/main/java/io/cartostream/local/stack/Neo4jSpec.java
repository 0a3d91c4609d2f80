package io.cartostream.local.stack;

import io.cartostream.local.process.ProcessSpec;
import io.cartostream.local.process.ReadinessProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The Neo4j server. */
final class Neo4jSpec {

    private Neo4jSpec() {}

    static ProcessSpec of(ProcessLaunch launch) throws IOException, StackException {
        StackPorts ports = launch.settings().ports();
        Path home = Files.createDirectories(launch.files().data("neo4j"));
        List<String> command = launch.java("512m");
        for (String opened : List.of("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")) {
            command.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
        }
        command.addAll(List.of("-cp", launch.files().classPath("compose/neo4j"), "io.cartostream.neo4j.Neo4jServer"));
        command.addAll(List.of("--home", home.toString(), "--host", "127.0.0.1", "--page-cache", "512m"));
        command.addAll(List.of("--bolt-port", Integer.toString(ports.bolt())));
        command.addAll(List.of("--http-port", Integer.toString(ports.http())));
        return launch.spec(
                "neo4j",
                command,
                Map.of("NEO4J_PASSWORD", launch.files().password()),
                new ReadinessProbe(ReadinessProbe.Kind.LOG, "Neo4j ready"),
                null,
                2);
    }
}
