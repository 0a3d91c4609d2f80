package io.cartostream.testkit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.cartostream.contract.Namespace;
import io.cartostream.contract.TopicName;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.apache.avro.Schema;

/**
 * A schema registry within the test's JVM, for clients that register nothing: it answers ids by subject and schemas by id, and knows the
 * contract's schemas under the subjects of its namespaces. The id of a schema is its topic's position in {@link TopicName} plus one.
 */
public final class RegistryDouble implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final List<Namespace> namespaces;
    private volatile boolean silent;

    private RegistryDouble(HttpServer server, Namespace... namespaces) {
        this.server = server;
        this.namespaces = new CopyOnWriteArrayList<>(namespaces);
    }

    /** Starts a registry with the subjects of these namespaces. */
    public static RegistryDouble start(Namespace... namespaces) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        RegistryDouble registry = new RegistryDouble(server, namespaces);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "registry-double");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/subjects/", exchange -> registry.serve(exchange, registry::idOfSubject));
        server.createContext("/schemas/ids/", exchange -> registry.serve(exchange, RegistryDouble::schemaById));
        server.start();
        return registry;
    }

    public String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Adds the subjects of a namespace. */
    public void add(Namespace namespace) {
        namespaces.add(namespace);
    }

    /** From now on it cuts off every connection. */
    public void leave() {
        silent = true;
    }

    /** From now on it answers again. */
    public void comeBack() {
        silent = false;
    }

    private void serve(HttpExchange exchange, HttpHandler handler) throws IOException {
        if (silent) {
            exchange.close();
        } else {
            handler.handle(exchange);
        }
    }

    private void idOfSubject(HttpExchange exchange) throws IOException {
        String subject = exchange.getRequestURI().getPath().substring("/subjects/".length());
        exchange.getRequestBody().readAllBytes();
        for (TopicName topic : TopicName.values()) {
            if (topic.valueSchema() != null
                    && namespaces.stream()
                            .anyMatch(namespace -> namespace.valueSubject(topic).equals(subject))) {
                answer(
                        exchange,
                        200,
                        Map.of("subject", subject, "version", 1, "id", topic.ordinal() + 1, "schema", schemaOf(topic)));
                return;
            }
        }
        answer(exchange, 404, Map.of("error_code", 40401, "message", "Subject not found"));
    }

    private static void schemaById(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        int id = Integer.parseInt(path.substring("/schemas/ids/".length()));
        if (id >= 1 && id <= TopicName.values().length && TopicName.values()[id - 1].valueSchema() != null) {
            answer(exchange, 200, Map.of("schema", schemaOf(TopicName.values()[id - 1])));
        } else {
            answer(exchange, 404, Map.of("error_code", 40403, "message", "Schema not found"));
        }
    }

    private static String schemaOf(TopicName topic) throws IOException {
        String file = "/avro/" + topic.valueSchema() + ".avsc";
        try (InputStream avsc = Objects.requireNonNull(RegistryDouble.class.getResourceAsStream(file), file)) {
            return new Schema.Parser()
                    .parse(new String(avsc.readAllBytes(), StandardCharsets.UTF_8))
                    .toString();
        }
    }

    private static void answer(HttpExchange exchange, int status, Map<String, Object> body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().add("Content-Type", "application/vnd.schemaregistry.v1+json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
