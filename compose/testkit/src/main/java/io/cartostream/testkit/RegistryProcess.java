package io.cartostream.testkit;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A schema registry as a process, on a free port, with its data and log in a folder of the test. Needs compose/registry packaged. */
public final class RegistryProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final JavaProcess process;
    private final String url;

    private RegistryProcess(JavaProcess process, String url) {
        this.process = process;
        this.url = url;
    }

    /** Starts the process; see {@link #awaitReady}. */
    public static RegistryProcess start(Path folder) throws IOException {
        int port = FreePorts.next();
        JavaLaunch launch = JavaLaunch.ofJar(jar())
                .flags(List.of(
                        "-Xmx256m",
                        "-Dquarkus.http.host=127.0.0.1",
                        "-Dquarkus.http.port=" + port,
                        "-Dapicurio.datasource.url=jdbc:h2:file:" + folder.resolve("registry") + ";WRITE_DELAY=0",
                        "-Dapicurio.datasource.jdbc.initial-size=2",
                        "-Dapicurio.datasource.jdbc.min-size=1"));
        return new RegistryProcess(
                launch.start(folder.resolve("registry.log")), "http://127.0.0.1:" + port + "/apis/ccompat/v7");
    }

    private static Path jar() throws IOException {
        Path folder = RepositoryFiles.built(RepositoryFiles.root().resolve("compose/registry/target/registry"));
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith("-runner.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no -runner.jar in " + folder));
        }
    }

    /** Waits until the registry answers; fails at once if its process has ended. */
    public RegistryProcess awaitReady() {
        Awaitility.await().atMost(PATIENCE).until(() -> {
            process.assertAlive();
            return answers();
        });
        return this;
    }

    private boolean answers() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(url + "/subjects").toURL().openConnection();
            connection.setConnectTimeout(1_000);
            connection.setReadTimeout(2_000);
            return connection.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** The address of its Confluent-compatible API. */
    public String url() {
        return url;
    }

    @Override
    public void close() {
        process.close();
    }
}
