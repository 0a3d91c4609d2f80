package io.cartostream.topology.run;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
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
 * Tells others how the application stands: one INFO line {@code RUNNING}, a file that exists from then until the stop, and
 * GET /ready (200 while running, else 503) and /live (503 after a failure).
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

    /** Serves on this port; 0: not at all. */
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

    /** Called by a stream thread, which a file that cannot be written must not end. */
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
                LOG.warn("Cannot write {} (ready.file): {}; everything else goes on", path, e.toString());
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
