package io.cartostream.local.stack;

import io.cartostream.local.process.ProcessSpec;
import io.cartostream.local.process.ReadinessProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The Connect worker with the sink. */
final class ConnectSpec {

    private ConnectSpec() {}

    static ProcessSpec of(ProcessLaunch launch) throws IOException, StackException {
        Path folder = Files.createDirectories(launch.files().data("connect"));
        Map<String, String> worker = new LinkedHashMap<>();
        worker.put("bootstrap.servers", launch.settings().bootstrap());
        worker.put("group.id", launch.settings().namespace() + ".connect");
        worker.put("listeners", launch.settings().connectUrl());
        worker.put("rest.advertised.host.name", "127.0.0.1");
        worker.put(
                "plugin.path",
                launch.files()
                        .home()
                        .resolve("connect/neo4j-sink/target/plugins")
                        .toString());
        worker.put("plugin.discovery", "service_load");
        worker.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
        // A connector names its own converter, from its own plugin folder.
        worker.put("value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
        for (String topic : List.of("config", "offset", "status")) {
            worker.put(topic + ".storage.topic", launch.settings().namespace() + ".connect-" + topic);
            worker.put(topic + ".storage.replication.factor", "1");
        }
        worker.put("offset.storage.partitions", "1");
        worker.put("status.storage.partitions", "1");
        worker.put("offset.flush.interval.ms", "1000");
        worker.put("connector.client.config.override.policy", "All");
        worker.put("consumer.isolation.level", "read_committed");
        worker.put("consumer.fetch.max.wait.ms", "100");
        // The connector's JSON names its secrets by file or variable.
        worker.put("config.providers", "env,file,dir");
        worker.put("config.providers.env.class", "org.apache.kafka.common.config.provider.EnvVarConfigProvider");
        worker.put("config.providers.file.class", "org.apache.kafka.common.config.provider.FileConfigProvider");
        worker.put("config.providers.dir.class", "org.apache.kafka.common.config.provider.DirectoryConfigProvider");
        Path file = ProcessLaunch.properties(folder.resolve("worker.properties"), worker);
        List<String> command = launch.java("384m");
        // what is polled lives until it is written, and hardly anything lives longer
        command.add("-XX:NewRatio=1");
        command.add("-XX:SurvivorRatio=2");
        ProcessLaunch.metrics(
                        launch.files().home().resolve("compose/connect-worker"),
                        "src/main/jmx/connect.yml",
                        launch.settings().ports().connectMetrics())
                .forEach(command::add);
        command.addAll(ProcessLaunch.simpleLog(
                "warn",
                "io.cartostream=info",
                "org.apache.kafka.connect.runtime=info",
                "org.apache.kafka.connect.runtime.isolation=warn",
                "org.apache.kafka.connect.runtime.WorkerInfo=warn"));
        command.addAll(List.of("-cp", launch.files().classPath("compose/connect-worker")));
        command.addAll(List.of("org.apache.kafka.connect.cli.ConnectDistributed", file.toString()));
        ProcessSpec spec = launch.spec(
                "connect",
                command,
                Map.of("NEO4J_PASSWORD", launch.files().password()),
                new ReadinessProbe(ReadinessProbe.Kind.HTTP, launch.settings().connectUrl() + "/health"),
                null,
                1);
        // The connector's JSON takes from here what differs between installations.
        return spec.with(Map.of(
                "CARTOSTREAM_NAMESPACE", launch.settings().namespace(),
                "KAFKA_BOOTSTRAP_SERVERS", launch.settings().bootstrap(),
                "SCHEMA_REGISTRY_URL", launch.settings().registryUrl(),
                "NEO4J_URI", launch.settings().boltUrl()));
    }
}
