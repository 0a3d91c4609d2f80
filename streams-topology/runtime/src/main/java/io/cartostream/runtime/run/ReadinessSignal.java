package io.cartostream.runtime.run;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cartostream.runtime.start.FatalStartException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the state of the application: one INFO line {@code RUNNING}, a file that exists while the application runs, GET
 * /ready (200 while running, otherwise 503) and GET /live (503 after a failure).
 */
public final class ReadinessSignal implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReadinessSignal.class);
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private final Optional<Path> file;
    private final Supplier<KafkaStreams.State> state;
    private @Nullable HttpServer server;

    public ReadinessSignal(Optional<Path> file, Supplier<KafkaStreams.State> state) {
        this.file = file;
        this.state = state;
    }

    /**
     * Removes an old file and serves HTTP on this port; 0 means no HTTP.
     *
     * @throws FatalStartException if the port is taken
     */
    public void serve(int port) {
        remove();
        if (port == 0) {
            return;
        }
        try {
            HttpServer started = HttpServer.create(new InetSocketAddress(port), 0);
            started.createContext("/ready", exchange -> answer(exchange, state.get() == KafkaStreams.State.RUNNING));
            started.createContext(
                    "/live", exchange -> answer(exchange, !state.get().hasStartedOrFinishedShuttingDown()));
            started.start();
            server = started;
        } catch (IOException e) {
            throw new FatalStartException("cannot listen on port " + port + " (health.port): " + e.getMessage(), e);
        }
    }

    private void answer(HttpExchange exchange, boolean good) throws IOException {
        byte[] body = (state.get() + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(good ? OK : UNAVAILABLE, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** Logs the line and writes the file. Runs on a stream thread, so a file that cannot be written is only logged. */
    public void running() {
        LOG.info("RUNNING");
        file.ifPresent(path -> {
            try {
                Path parent = path.toAbsolutePath().getParent();
                if (parent != null) {
                    Files.createDirectories(parent);
                }
                Files.writeString(path, "RUNNING\n");
            } catch (IOException e) {
                LOG.warn("Cannot write {} (ready.file): {}; the application continues", path, e.toString());
            }
        });
    }

    private void remove() {
        file.ifPresent(path -> {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                LOG.warn("Cannot remove {}: {}", path, e.toString());
            }
        });
    }

    @Override
    public void close() {
        remove();
        if (server != null) {
            server.stop(0);
        }
    }
}
