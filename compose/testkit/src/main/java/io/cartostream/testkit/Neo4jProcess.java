package io.cartostream.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Record;
import org.neo4j.driver.SessionConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Neo4j as a process, on free ports, with its data in a temporary folder. One shared process serves all integration tests of a JVM; a test
 * that stops, configures or breaks the database starts a separate one. Needs compose/neo4j packaged.
 */
public final class Neo4jProcess implements AutoCloseable {

    public static final String PASSWORD = "secret-of-tests";

    private static final Logger LOG = LoggerFactory.getLogger(Neo4jProcess.class);
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static @Nullable Neo4jProcess shared;

    private final Path home;
    private final int boltPort;
    private final JavaLaunch launch;
    private int fileLimit;
    private JavaProcess process;
    private Driver driver;

    private Neo4jProcess(List<String> flags, List<String> arguments, List<String> settings) throws IOException {
        this.home = Files.createTempDirectory("neo4j-it");
        this.boltPort = FreePorts.next();
        this.launch = JavaLaunch.of(
                        RepositoryFiles.classPath("compose/neo4j"),
                        "io.cartostream.neo4j.Neo4jServer",
                        "--home",
                        home.toString(),
                        "--bolt-port",
                        Integer.toString(boltPort),
                        "--http-port",
                        Integer.toString(FreePorts.next()))
                .flags(flags)
                .arguments(arguments)
                .environment(Map.of("NEO4J_PASSWORD", PASSWORD));
        if (!settings.isEmpty()) {
            configure(settings);
        }
        this.process = launchProcess();
        this.driver = newDriver();
    }

    /** The shared database, without data, constraints and indexes. Do not close it. */
    public static synchronized Neo4jProcess empty() {
        Neo4jProcess known = shared;
        if (known == null) {
            known = start(defaultFlags(), List.of(), List.of());
            Runtime.getRuntime().addShutdownHook(new Thread(known::remove));
            shared = known;
        } else if (!known.process.isAlive()) { // a test failed between kill and start
            known.start();
        }
        known.wipe();
        return known;
    }

    /** A separate database, with further arguments of the server. Close it. */
    public static Neo4jProcess separate(String... arguments) {
        return start(defaultFlags(), List.of(arguments), List.of());
    }

    /** A separate database, with these lines in the server's configuration file. Close it. */
    public static Neo4jProcess configured(String... settings) {
        return start(defaultFlags(), List.of(), List.of(settings));
    }

    /** A separate database, with these flags of the JVM. Close it. */
    public static Neo4jProcess withFlags(List<String> flags) {
        return start(flags, List.of(), List.of());
    }

    private static Neo4jProcess start(List<String> flags, List<String> arguments, List<String> settings) {
        try {
            return new Neo4jProcess(flags, arguments, settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> defaultFlags() {
        return List.of("-Xmx" + System.getProperty("neo4j.heap", "512m"));
    }

    /** Starts the server again after {@link #kill}; returns when it answers. */
    public void start() {
        try {
            process = launchProcess();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        driver = newDriver();
    }

    private JavaProcess launchProcess() throws IOException {
        Path log = home.resolve("process.log");
        Files.deleteIfExists(log);
        String limit = System.getProperty("neo4j.transaction.limit");
        JavaProcess started = launch.arguments(limit == null ? List.of() : List.of("--transaction-memory-limit", limit))
                .wrapper(
                        fileLimit == 0
                                ? List.of()
                                : List.of("bash", "-c", "ulimit -f " + fileLimit + "; exec \"$@\"", "bash"))
                .start(log);
        Awaitility.await().atMost(PATIENCE).until(() -> {
            started.assertAlive();
            return started.output().lines().anyMatch(line -> line.startsWith("Neo4j ready"));
        });
        return started;
    }

    /**
     * SIGKILL, then a start with these lines in the server's configuration file.
     *
     * @param kilobytes size beyond which no file can grow: to the server, that is a full disk; 0 for no limit
     */
    public void restartWithFileLimit(int kilobytes, String... settings) {
        fileLimit = kilobytes;
        restart(settings);
    }

    /** SIGKILL, then a start with these lines in the server's configuration file. */
    public void restart(String... settings) {
        kill();
        try {
            configure(List.of(settings));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start();
    }

    private void configure(List<String> settings) throws IOException {
        Path conf = Files.createDirectories(home.resolve("conf")).resolve("neo4j.conf");
        Files.write(conf, settings);
    }

    /** SIGKILL; returns when the server has ended. */
    public void kill() {
        driver.close();
        process.kill();
    }

    /** SIGSTOP: connections stay open, and nothing answers any more. */
    public void freeze() {
        process.suspend();
    }

    /** Ends a {@link #freeze}. */
    public void thaw() {
        process.resume();
    }

    private void wipe() {
        run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS", Map.of());
        for (Record row : run("SHOW CONSTRAINTS YIELD name RETURN name", Map.of())) {
            run("DROP CONSTRAINT " + row.get("name").asString(), Map.of());
        }
        for (Record row : run("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name", Map.of())) {
            run("DROP INDEX " + row.get("name").asString(), Map.of());
        }
    }

    public List<Record> run(String text, Map<String, Object> parameters) {
        try (var session = driver.session(SessionConfig.forDatabase("neo4j"))) {
            return session.run(text, parameters).list();
        }
    }

    public List<Record> run(String text) {
        return run(text, Map.of());
    }

    /** The first value of the first row. */
    public long count(String text) {
        return run(text).get(0).get(0).asLong();
    }

    /** A driver that this process closes, also when it restarts. */
    public Driver driver() {
        return driver;
    }

    /** A driver that the caller closes. */
    public Driver newDriver() {
        return GraphDatabase.driver(uri(), AuthTokens.basic("neo4j", PASSWORD));
    }

    public String uri() {
        return "bolt://127.0.0.1:" + boltPort;
    }

    /** Processor seconds that the database has used so far. */
    public double cpuSeconds() {
        return process.cpuSeconds();
    }

    /** True if a transaction waits for a lock that another one holds. */
    public boolean someoneIsBlocked() {
        return !run("SHOW TRANSACTIONS YIELD status WHERE status STARTS WITH 'Blocked' RETURN status")
                .isEmpty();
    }

    @Override
    public void close() {
        driver.close();
        remove();
    }

    private void remove() {
        process.close();
        try (Stream<Path> paths = Files.walk(home)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            LOG.warn("Left behind: {} ({})", home, e.toString());
        }
    }
}
