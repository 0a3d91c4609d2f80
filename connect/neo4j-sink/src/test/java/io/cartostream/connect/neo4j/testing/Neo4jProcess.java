package io.cartostream.connect.neo4j.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Record;
import org.neo4j.driver.SessionConfig;

/** The real database as a process of its own; the shared one is started once for all integration tests of a JVM from what compose/neo4j built. */
public final class Neo4jProcess implements AutoCloseable {
    public static final String PASSWORD = "secret-of-tests";
    private static Neo4jProcess shared;

    private final Path home;
    private final int boltPort;
    private final int httpPort;
    private final List<String> further;
    private int fileLimit;
    private Process process;
    private Driver driver;

    private Neo4jProcess(List<String> further) throws IOException {
        this.home = Files.createTempDirectory("neo4j-it");
        this.boltPort = freePort();
        this.httpPort = freePort();
        this.further = further;
    }

    /** The shared one, empty. */
    public static synchronized Neo4jProcess empty() {
        try {
            if (shared == null) {
                shared = new Neo4jProcess(List.of());
                Runtime.getRuntime().addShutdownHook(new Thread(shared::remove));
                shared.start();
            } else if (!shared.process.isAlive()) { // a test failed while it was away
                shared.start();
            }
            shared.wipe();
            return shared;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One of the test's own, with further arguments. Close it. */
    public static Neo4jProcess separate(String... arguments) {
        try {
            Neo4jProcess own = new Neo4jProcess(List.of(arguments));
            own.start();
            return own;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One of the test's own, with these lines in the server's configuration file. Close it. */
    public static Neo4jProcess configured(String... settings) {
        try {
            Neo4jProcess own = new Neo4jProcess(List.of());
            own.configure(settings);
            own.start();
            return own;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.close();
        remove();
    }

    /** SIGKILL, and a start in which no file can grow beyond this: to the server that is a full disk. 0: without a limit. */
    public void restartWithFileLimit(int kilobytes, String... settings) {
        fileLimit = kilobytes;
        restart(settings);
    }

    /** SIGKILL, and a start with these lines in the server's configuration file. */
    public void restart(String... settings) {
        kill();
        try {
            configure(settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start();
    }

    private void configure(String... settings) throws IOException {
        Path conf = Files.createDirectories(home.resolve("conf")).resolve("neo4j.conf");
        Files.write(conf, List.of(settings));
    }

    public void start() {
        Path target = projectRoot().resolve("compose/neo4j/target");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx" + System.getProperty("neo4j.heap", "512m"),
                "-cp",
                target.resolve("classes") + ":" + target.resolve("lib") + "/*",
                "io.cartostream.neo4j.Neo4jServer",
                "--home",
                home.toString(),
                "--bolt-port",
                Integer.toString(boltPort),
                "--http-port",
                Integer.toString(httpPort)));
        command.addAll(further);
        String limit = System.getProperty("neo4j.transaction.limit");
        if (limit != null) {
            command.addAll(List.of("--transaction-memory-limit", limit));
        }
        if (fileLimit > 0) {
            command.addAll(0, List.of("bash", "-c", "ulimit -f " + fileLimit + "; exec \"$@\"", "bash"));
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("NEO4J_PASSWORD", PASSWORD);
        try {
            process = builder.start();
            awaitReady(process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        driver = GraphDatabase.driver(uri(), AuthTokens.basic("neo4j", PASSWORD));
        driver.verifyConnectivity();
    }

    private static void awaitReady(Process process) {
        CountDownLatch ready = new CountDownLatch(1);
        List<String> lines = java.util.Collections.synchronizedList(new ArrayList<>());
        Thread reader = new Thread(() -> {
            try (BufferedReader in =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    lines.add(line);
                    if (line.startsWith("Neo4j ready")) {
                        ready.countDown();
                    }
                }
            } catch (IOException e) {
                lines.add(e.toString());
            }
        });
        reader.setDaemon(true);
        reader.start();
        try {
            if (!ready.await(240, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("Neo4j did not start: " + String.join("\n", lines));
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** SIGKILL. */
    public void kill() {
        driver.close();
        process.destroyForcibly();
        process.onExit().join();
    }

    /** SIGSTOP: connections stay open, and nothing answers any more. */
    public void freeze() {
        signal("STOP");
    }

    /** Ends a {@link #freeze}. */
    public void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void remove() {
        process.destroyForcibly();
        process.onExit().join();
        try (var paths = Files.walk(home)) {
            paths.sorted(java.util.Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            System.err.println("left behind: " + home);
        }
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

    public long count(String text) {
        return run(text).get(0).get(0).asLong();
    }

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

    /** Processor seconds of the database so far. */
    public double cpuSeconds() {
        return process.info().totalCpuDuration().orElse(java.time.Duration.ZERO).toMillis() / 1000.0;
    }

    /** Whether some transaction waits for a lock that another holds. */
    public boolean someoneIsBlocked() {
        return !run("SHOW TRANSACTIONS YIELD status WHERE status STARTS WITH 'Blocked' RETURN status")
                .isEmpty();
    }

    /** The root of the repository. */
    public static Path projectRoot() {
        String root = System.getProperty("project.root");
        return root == null ? Path.of("../..").toAbsolutePath().normalize() : Path.of(root);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
