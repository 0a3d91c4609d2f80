package io.cartostream.producer.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Speaks enough of AWS's query and JSON protocols over HTTP that the real SDK can be used against it. */
final class FakeAws implements AutoCloseable {

    static final String ACCOUNT = "000000000000";

    private static final int OK = 200;

    /** What a request is answered. */
    record Answer(int status, String body) {

        static Answer ok(String body) {
            return new Answer(OK, body);
        }

        /** An error of STS. */
        static Answer stsError(int status, String code, String message) {
            return new Answer(
                    status,
                    "<ErrorResponse><Error><Type>Sender</Type><Code>" + code + "</Code><Message>" + message
                            + "</Message></Error><RequestId>r</RequestId></ErrorResponse>");
        }

        /** An error of EC2. */
        static Answer error(int status, String code, String message) {
            return new Answer(
                    status,
                    "<Response><Errors><Error><Code>" + code + "</Code><Message>" + message
                            + "</Message></Error></Errors><RequestID>r</RequestID></Response>");
        }
    }

    private final HttpServer server;
    private final Map<String, Function<Map<String, String>, Answer>> answers = new HashMap<>();
    private final List<Map<String, String>> requests = new ArrayList<>();

    FakeAws() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
        on(
                "GetCallerIdentity",
                request -> Answer.ok("<GetCallerIdentityResponse><GetCallerIdentityResult><Account>" + ACCOUNT
                        + "</Account></GetCallerIdentityResult></GetCallerIdentityResponse>"));
        on(
                "DescribeRegions",
                request ->
                        Answer.ok("<DescribeRegionsResponse><regionInfo><item><regionName>eu-west-1</regionName></item>"
                                + "</regionInfo></DescribeRegionsResponse>"));
    }

    URI endpoint() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    AwsSettings settings() {
        return AwsSettings.defaults()
                .withEndpointOverride(endpoint())
                .withCredentials(new AwsSettings.StaticCredentials("AKIATEST", "secret", null));
    }

    /** Answers an action; parameters are the form's, or the headers' under their lower-case names for JSON. */
    FakeAws on(String action, Function<Map<String, String>, Answer> answer) {
        answers.put(action, answer);
        return this;
    }

    /** What was asked of that action. */
    synchronized List<Map<String, String>> requests(String action) {
        return requests.stream()
                .filter(request -> action.equals(request.get("Action")))
                .toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, String> request = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> request.put(name.toLowerCase(java.util.Locale.ROOT), values.get(0)));
        String target = request.get("x-amz-target");
        if (target != null) {
            request.put("Action", target.substring(target.indexOf('.') + 1));
            request.put("Body", body);
        } else {
            for (String pair : body.split("&")) {
                int equals = pair.indexOf('=');
                request.put(
                        pair.substring(0, equals),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        synchronized (this) {
            requests.add(request);
        }
        Function<Map<String, String>, Answer> answer = answers.get(request.get("Action"));
        Answer given = answer == null
                ? Answer.error(400, "InvalidAction", "the fake does not know " + request.get("Action"))
                : answer.apply(request);
        byte[] bytes = given.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", target == null ? "text/xml" : "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(given.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
