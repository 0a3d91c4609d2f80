package io.cartostream.topology.process;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.cartostream.avro.GraphChange;
import io.cartostream.contract.Namespace;
import io.cartostream.contract.TopicName;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.apache.avro.Schema;

/** Just enough of the schema registry's REST API for clients that register nothing: ids by subject, schemas by id. */
public final class RegistryDouble implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final List<Namespace> namespaces;
    private volatile boolean away;

    public RegistryDouble(Namespace... namespaces) throws IOException {
        this.namespaces = new CopyOnWriteArrayList<>(namespaces);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "registry-double");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/subjects/", exchange -> serve(exchange, this::idOfSubject));
        server.createContext("/schemas/ids/", exchange -> serve(exchange, this::schemaById));
        server.start();
    }

    public String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** One more namespace has subjects. */
    void add(Namespace namespace) {
        namespaces.add(namespace);
    }

    /** From now on it cuts every connection off. */
    void leave() {
        away = true;
    }

    /** It answers again. */
    void comeBack() {
        away = false;
    }

    private void serve(HttpExchange exchange, HttpHandler handler) throws IOException {
        if (away) {
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

    private void schemaById(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        int id = Integer.parseInt(path.substring("/schemas/ids/".length()));
        if (id >= 1 && id <= TopicName.values().length && TopicName.values()[id - 1].valueSchema() != null) {
            answer(exchange, 200, Map.of("schema", schemaOf(TopicName.values()[id - 1])));
        } else {
            answer(exchange, 404, Map.of("error_code", 40403, "message", "Schema not found"));
        }
    }

    private static String schemaOf(TopicName topic) throws IOException {
        try (InputStream avsc = GraphChange.class.getResourceAsStream("/avro/" + topic.valueSchema() + ".avsc")) {
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
