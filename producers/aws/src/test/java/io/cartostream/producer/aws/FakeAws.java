package io.cartostream.producer.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cartostream.contract.Scope;
import io.cartostream.producer.RecordingSink;
import io.cartostream.producer.SourceException;
import io.cartostream.producer.call.ApiCalls;
import io.cartostream.producer.call.RetryPolicy;
import io.cartostream.producer.catalogue.Catalogue;
import io.cartostream.producer.provider.InventoryProviders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Speaks enough of AWS's query and JSON protocols over HTTP that the real SDK can be used against it. */
final class FakeAws implements AutoCloseable {

    static final String ACCOUNT = "000000000000";

    /** The catalogue that this module brings. */
    static final Catalogue CATALOGUE = InventoryProviders.load().catalogue();

    private static final int OK = 200;
    private static final RetryPolicy QUICK =
            new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(50));

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
                request -> regions(
                        request.getOrDefault("AllRegions", "").equals("true")
                                ? List.of("eu-west-1", "eu-north-1", "us-east-1", "af-south-1")
                                : List.of("eu-west-1")));
    }

    /** As the constructor, for a field. */
    static FakeAws start() {
        try {
            return new FakeAws();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Answer regions(List<String> names) {
        return Answer.ok("<DescribeRegionsResponse><regionInfo>"
                + names.stream()
                        .map(name -> "<item><regionName>" + name + "</regionName></item>")
                        .collect(Collectors.joining())
                + "</regionInfo></DescribeRegionsResponse>");
    }

    URI endpoint() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    AwsSettings settings() {
        return AwsSettings.defaults()
                .withEndpointOverride(endpoint())
                .withCredentials(new AwsSettings.StaticCredentials("AKIATEST", "secret", null));
    }

    /** Its account, with retries that soon give up. */
    AwsSource source(Catalogue catalogue) {
        return AwsSource.create(
                settings(),
                AwsAccount.OF_CREDENTIALS,
                catalogue,
                ApiCalls.create(QUICK, Map.of("iam", 10_000.0)),
                Clock.systemUTC());
    }

    /** Reads one scope of its account as a sync would. */
    void read(String type, String region, RecordingSink sink) throws SourceException, InterruptedException {
        read(CATALOGUE, type, region, sink);
    }

    void read(Catalogue catalogue, String type, String region, RecordingSink sink)
            throws SourceException, InterruptedException {
        try (AwsSource source = source(catalogue)) {
            source.discover();
            source.read(new Scope("aws", ACCOUNT, region, type), sink);
        }
    }

    /**
     * Answers an action: parameters are the form's, or the headers' under their lower-case names for JSON. An S3 request has
     * no action; it is its path and query.
     */
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
        } else if (body.isEmpty()) {
            request.put("Action", pathAndQuery(exchange.getRequestURI()));
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

    /** Without the name of the operation, which newer clients add to some. */
    private static String pathAndQuery(URI uri) {
        String query = Stream.of(
                        uri.getQuery() == null ? new String[0] : uri.getQuery().split("&"))
                .filter(part -> !part.startsWith("x-id="))
                .map(part -> part.endsWith("=") ? part.substring(0, part.length() - 1) : part)
                .sorted()
                .collect(Collectors.joining("&"));
        return uri.getPath() + "?" + query;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
