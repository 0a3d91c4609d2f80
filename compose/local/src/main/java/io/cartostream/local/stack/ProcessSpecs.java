package io.cartostream.local.stack;

import io.cartostream.local.process.ProcessSpec;
import io.cartostream.local.process.ReadinessProbe;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The five processes of the stack: their settings files and how to start them. Each has its own class path, as it would have on
 * machines of their own.
 */
public final class ProcessSpecs {

    /** The parts by name, in the order in which a person thinks of them. */
    public static final List<String> NAMES = List.of("broker", "registry", "neo4j", "connect", "topology");

    /** Of glibc's allocator, which otherwise keeps one for each thread that ever took memory off the heap. */
    private static final Map<String, String> FEW_ARENAS = Map.of("MALLOC_ARENA_MAX", "2");

    private static final Duration STALLED_AFTER = Duration.ofSeconds(120);

    private final StackFiles files;
    private final StackSettings settings;
    private final boolean fullJit;

    /**
     * The parts of one stack.
     *
     * @param fullJit whether the JVMs optimise fully: slower to start, faster for benchmarks
     */
    public ProcessSpecs(StackFiles files, StackSettings settings, boolean fullJit) {
        this.files = files;
        this.settings = settings;
        this.fullJit = fullJit;
    }

    /** Writes the settings files and says how to start everything. */
    public List<ProcessSpec> specs() throws IOException, StackException {
        List<ProcessSpec> specs = new ArrayList<>();
        specs.add(broker());
        specs.add(registry());
        specs.add(neo4j());
        specs.add(connect());
        specs.add(topology());
        return specs;
    }

    private ProcessSpec broker() throws IOException, StackException {
        StackPorts ports = settings.ports();
        Path folder = Files.createDirectories(files.data("broker"));
        Map<String, String> server = new LinkedHashMap<>();
        server.put("process.roles", "broker,controller");
        server.put("node.id", "1");
        server.put("controller.quorum.voters", "1@127.0.0.1:" + ports.kafkaController());
        server.put(
                "listeners",
                "PLAINTEXT://127.0.0.1:" + ports.kafka() + ",CONTROLLER://127.0.0.1:" + ports.kafkaController());
        server.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + ports.kafka());
        server.put("controller.listener.names", "CONTROLLER");
        server.put("log.dirs", folder.resolve("data").toString());
        server.put("auto.create.topics.enable", "false");
        server.put("message.max.bytes", "8388608");
        server.put("replica.fetch.max.bytes", "8388608");
        for (String topic : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            server.put(topic + ".replication.factor", "1");
        }
        server.put("default.replication.factor", "1");
        server.put("min.insync.replicas", "1");
        server.put("transaction.state.log.min.isr", "1");
        server.put("share.coordinator.state.topic.min.isr", "1");
        server.put("offsets.topic.num.partitions", "1");
        server.put("transaction.state.log.num.partitions", "1");
        server.put("group.initial.rebalance.delay.ms", "0");
        // A short wait instead of a thread that spins: one machine, few clients.
        server.put("num.network.threads", "2");
        server.put("num.io.threads", "2");
        server.put("num.recovery.threads.per.data.dir", "2");
        server.put("log.cleaner.dedupe.buffer.size", "4194304");
        server.put("log.segment.bytes", "67108864");
        Path file = properties(folder.resolve("server.properties"), server);
        List<String> command = java("384m");
        command.addAll(simpleLog("warn", "kafka.server.KafkaRaftServer=info"));
        command.addAll(List.of("-cp", files.classPath("compose/broker"), "io.cartostream.broker.LocalBroker"));
        command.addAll(List.of(settings.clusterId(), file.toString()));
        return spec(
                "broker",
                command,
                Map.of(),
                new ReadinessProbe(ReadinessProbe.Kind.KAFKA, Integer.toString(ports.kafka())),
                null,
                3);
    }

    private ProcessSpec registry() throws IOException, StackException {
        Path folder = Files.createDirectories(files.data("registry"));
        Path app = files.home().resolve("compose/registry/target/registry");
        Path runner = runner(app);
        List<String> command = java("256m");
        command.add("-Dquarkus.http.host=127.0.0.1");
        command.add("-Dquarkus.http.port=" + settings.ports().registry());
        command.add("-Dquarkus.log.level=WARN");
        command.add("-Dquarkus.banner.enabled=false");
        // Without WRITE_DELAY=0 a killed registry forgets the newest schemas and issues their ids again.
        command.add("-Dapicurio.datasource.url=jdbc:h2:file:" + folder.resolve("db") + ";WRITE_DELAY=0");
        command.add("-Dapicurio.datasource.jdbc.initial-size=2");
        command.add("-Dapicurio.datasource.jdbc.min-size=1");
        command.add("-Dapicurio.datasource.jdbc.max-size=4");
        command.addAll(List.of("-jar", runner.toString()));
        ReadinessProbe probe = new ReadinessProbe(ReadinessProbe.Kind.HTTP, settings.registryUrl() + "/subjects");
        return spec("registry", command, Map.of(), probe, null, 3);
    }

    private static Path runner(Path app) throws StackException {
        if (Files.isDirectory(app)) {
            try (var jars = Files.newDirectoryStream(app, "apicurio-registry-app-*-runner.jar")) {
                for (Path jar : jars) {
                    return jar;
                }
            } catch (IOException e) {
                throw new StackException("cannot read " + app + ": " + e.getMessage(), e);
            }
        }
        throw new StackException("compose/registry is not built; run: mvn -q -Prun");
    }

    private ProcessSpec neo4j() throws IOException, StackException {
        StackPorts ports = settings.ports();
        Path home = Files.createDirectories(files.data("neo4j"));
        List<String> command = java("512m");
        for (String opened : List.of("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")) {
            command.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
        }
        command.addAll(List.of("-cp", files.classPath("compose/neo4j"), "io.cartostream.neo4j.Neo4jServer"));
        command.addAll(List.of("--home", home.toString(), "--host", "127.0.0.1", "--page-cache", "512m"));
        command.addAll(List.of("--bolt-port", Integer.toString(ports.bolt())));
        command.addAll(List.of("--http-port", Integer.toString(ports.http())));
        return spec(
                "neo4j",
                command,
                Map.of("NEO4J_PASSWORD", files.password()),
                new ReadinessProbe(ReadinessProbe.Kind.LOG, "Neo4j ready"),
                null,
                2);
    }

    private ProcessSpec connect() throws IOException, StackException {
        Path folder = Files.createDirectories(files.data("connect"));
        Map<String, String> worker = new LinkedHashMap<>();
        worker.put("bootstrap.servers", settings.bootstrap());
        worker.put("group.id", settings.namespace() + ".connect");
        worker.put("listeners", settings.connectUrl());
        worker.put("rest.advertised.host.name", "127.0.0.1");
        worker.put(
                "plugin.path",
                files.home().resolve("connect/neo4j-sink/target/plugins").toString());
        worker.put("plugin.discovery", "service_load");
        worker.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
        // A connector names its own converter, from its own plugin folder.
        worker.put("value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
        for (String topic : List.of("config", "offset", "status")) {
            worker.put(topic + ".storage.topic", settings.namespace() + ".connect-" + topic);
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
        Path file = properties(folder.resolve("worker.properties"), worker);
        List<String> command = java("384m");
        // what is polled lives until it is written, and hardly anything lives longer
        command.add("-XX:NewRatio=1");
        command.add("-XX:SurvivorRatio=2");
        metrics(
                        files.home().resolve("compose/connect-worker"),
                        "src/main/jmx/connect.yml",
                        settings.ports().connectMetrics())
                .forEach(command::add);
        command.addAll(simpleLog(
                "warn",
                "io.cartostream=info",
                "org.apache.kafka.connect.runtime=info",
                "org.apache.kafka.connect.runtime.isolation=warn",
                "org.apache.kafka.connect.runtime.WorkerInfo=warn"));
        command.addAll(List.of("-cp", files.classPath("compose/connect-worker")));
        command.addAll(List.of("org.apache.kafka.connect.cli.ConnectDistributed", file.toString()));
        ProcessSpec spec = spec(
                "connect",
                command,
                Map.of("NEO4J_PASSWORD", files.password()),
                new ReadinessProbe(ReadinessProbe.Kind.HTTP, settings.connectUrl() + "/health"),
                null,
                1);
        // The connector's JSON takes from here what differs between installations.
        return spec.with(Map.of(
                "CARTOSTREAM_NAMESPACE", settings.namespace(),
                "KAFKA_BOOTSTRAP_SERVERS", settings.bootstrap(),
                "SCHEMA_REGISTRY_URL", settings.registryUrl(),
                "NEO4J_URI", settings.boltUrl()));
    }

    private ProcessSpec topology() throws IOException, StackException {
        Path folder = Files.createDirectories(files.data("topology"));
        Path ready = folder.resolve("ready");
        Map<String, String> topology = new LinkedHashMap<>();
        topology.put("namespace", settings.namespace());
        topology.put("bootstrap.servers", settings.bootstrap());
        topology.put("schema.registry.url", settings.registryUrl());
        topology.put("state.dir", folder.resolve("state").toString());
        topology.put("instance.id", "local");
        topology.put("ready.file", ready.toString());
        if (settings.models() != null) {
            topology.put("models.folder", settings.models().toString());
        }
        Path file = properties(folder.resolve("topology.properties"), topology);
        List<String> command = java("384m");
        metrics(
                        files.home().resolve("streams-topology/topology"),
                        "src/main/jmx/topology.yml",
                        settings.ports().topologyMetrics())
                .forEach(command::add);
        command.addAll(topologyMain(file));
        return spec(
                "topology",
                command,
                Map.of(),
                new ReadinessProbe(ReadinessProbe.Kind.FILE, ready.toString()),
                files.deployed(),
                1);
    }

    private List<String> topologyMain(Path config) throws StackException {
        return List.of(
                "-cp",
                files.classPath("streams-topology/topology"),
                "io.cartostream.topology.TopologyMain",
                "--config",
                config.toString());
    }

    /**
     * The command that shows what the models at hand would change in the graph of this stack, which has run before.
     *
     * @param raise whether it puts them in force, too
     */
    public List<String> models(boolean raise) throws StackException {
        List<String> command = java("384m");
        command.addAll(topologyMain(files.data("topology").resolve("topology.properties")));
        command.add(raise ? "--raise-models" : "--preview-models");
        return command;
    }

    /** The option that loads the Prometheus exporter, if the module's build has it. */
    private static List<String> metrics(Path module, String rules, int port) {
        Path agent = module.resolve("target/agent/jmx_prometheus_javaagent.jar");
        Path config = module.resolve(rules);
        return Files.exists(agent) && Files.exists(config)
                ? List.of("-javaagent:" + agent + "=127.0.0.1:" + port + ":" + config)
                : List.of();
    }

    private ProcessSpec spec(
            String name,
            List<String> command,
            Map<String, Path> environment,
            ReadinessProbe probe,
            @Nullable Path startWhen,
            int stopRank) {
        return new ProcessSpec(
                name,
                command,
                FEW_ARENAS,
                environment,
                files.data(name),
                files.log(name),
                probe,
                startWhen,
                STALLED_AFTER,
                stopRank);
    }

    /** A JVM's command without class path: the heap's limit and what makes it start fast. */
    private List<String> java(String heap) {
        List<String> command = new ArrayList<>();
        command.add(javaProgram());
        command.add("-Xmx" + heap);
        command.add("-XX:+UseSerialGC");
        if (!fullJit) {
            command.add("-XX:TieredStopAtLevel=1");
        }
        command.add("-Xshare:auto");
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.add("-Dfile.encoding=UTF-8");
        return command;
    }

    static String javaProgram() {
        return System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
    }

    private static List<String> simpleLog(String level, String... others) {
        List<String> options = new ArrayList<>();
        String prefix = "-Dorg.slf4j.simpleLogger.";
        options.add(prefix + "defaultLogLevel=" + level);
        options.add(prefix + "showDateTime=true");
        options.add(prefix + "dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX");
        for (String other : others) {
            options.add(prefix + "log." + other);
        }
        return options;
    }

    /** Writes a properties file, in the given order; backslashes of values are kept. */
    private static Path properties(Path file, Map<String, String> values) throws IOException {
        StringBuilder text = new StringBuilder("# written at each start of the local stack\n");
        values.forEach((key, value) ->
                text.append(key).append('=').append(value.replace("\\", "\\\\")).append('\n'));
        Files.writeString(file, text.toString());
        return file;
    }
}
