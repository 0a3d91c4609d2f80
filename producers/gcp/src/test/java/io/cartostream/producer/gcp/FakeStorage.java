package io.cartostream.producer.gcp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers paths of the JSON API with the given texts; a path includes the parts of the query that matter. */
final class FakeStorage implements AutoCloseable {

    private record Answer(int status, String body) {}

    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private volatile boolean throttles;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    FakeStorage() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    FakeStorage buckets(String pageToken, String body) {
        answers.put("/storage/v1/b?" + pageToken, new Answer(200, body));
        return this;
    }

    FakeStorage policy(String bucket, String body) {
        answers.put("/storage/v1/b/" + bucket + "/iam?", new Answer(200, body));
        return this;
    }

    FakeStorage denies(String path, int status, String reason, String message) {
        answers.put(
                path + "?",
                new Answer(
                        status,
                        "{\"error\":{\"code\":" + status + ",\"message\":\"" + message
                                + "\",\"errors\":[{\"message\":\"" + message + "\",\"domain\":\"global\",\"reason\":\""
                                + reason + "\"}]}}"));
        return this;
    }

    /** Answers 403 to requests for buckets with their access control lists. */
    FakeStorage deniesLists() {
        denies("/projection=full", 403, "forbidden", "no storage.buckets.getIamPolicy access");
        return this;
    }

    /** Answers the first request for buckets with their access control lists as Google throttles: with a 403. */
    FakeStorage throttlesListsOnce() {
        throttles = true;
        denies("/projection=full", 403, "rateLimitExceeded", "slow down");
        return this;
    }

    List<String> requests() {
        return requests;
    }

    private void handle(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        requests.add(uri.toString());
        String query = uri.getQuery() == null ? "" : uri.getQuery();
        String token = query.contains("pageToken=") ? query.replaceAll(".*pageToken=([^&]*).*", "$1") : "";
        Answer denied = query.contains("projection=full") ? answers.get("/projection=full?") : null;
        if (denied != null && throttles) {
            answers.remove("/projection=full?");
        }
        Answer answer =
                denied != null ? denied : answers.getOrDefault(uri.getPath() + "?" + token, new Answer(404, "{}"));
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json; charset=UTF-8");
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
