package io.cartostream.cli.connection;

import com.fasterxml.jackson.databind.JsonNode;
import io.cartostream.cli.output.JsonOutput;
import io.cartostream.cli.session.CliSettings;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.FailureText;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The calls of Kafka Connect's REST API that a deployment needs. */
public final class ConnectRest {

    /** Key of a connector's configuration that names its consumer group. The default group is {@code connect-NAME}. */
    public static final String GROUP = "consumer.override.group.id";

    private static final int OK = 200;
    private static final int CONNECT_MS = 5_000;
    private static final int READ_MS = 30_000;

    private final URI base;
    private final @Nullable String userInfo;

    public ConnectRest(CliSettings settings) {
        this.base = settings.connectUrl();
        this.userInfo = settings.connectUser();
    }

    /** Status and body of an answer. */
    public record Answer(int status, JsonNode body) {
        /** The message of the worker, or else the status. */
        public String message() {
            return body.path("message").asText("HTTP " + status);
        }

        /** State of a connector: RUNNING only if it has tasks and all run. A failure includes the cause from its trace. */
        public String state() {
            JsonNode connector = body.path("connector");
            String state = connector.path("state").asText("UNASSIGNED");
            if (state.equals("FAILED")) {
                return "FAILED: " + firstLine(connector);
            }
            JsonNode tasks = body.path("tasks");
            for (JsonNode task : tasks) {
                if (task.path("state").asText().equals("FAILED")) {
                    return "FAILED: task " + task.path("id").asInt() + ": " + firstLine(task);
                }
                if (!task.path("state").asText().equals("RUNNING")) {
                    return task.path("state").asText();
                }
            }
            return tasks.isEmpty() && state.equals("RUNNING") ? "without tasks" : state;
        }

        private static String firstLine(JsonNode failed) {
            String trace = failed.path("trace").asText("");
            String cause = trace.lines()
                    .filter(line -> line.startsWith("Caused by: "))
                    .reduce((first, second) -> second)
                    .map(line -> line.substring("Caused by: ".length()))
                    .orElse(trace.lines().findFirst().orElse("no trace"));
            return cause.strip().replaceFirst("^(?:\\w+\\.)+[\\w$]+: ", ""); // without the class of the exception
        }
    }

    /** {@code PUT /connectors/NAME/config}: creates or changes a connector. 409 while the worker rebalances. */
    public Answer configure(String name, JsonNode configuration) {
        return call("PUT", "/connectors/" + encode(name) + "/config", configuration);
    }

    /** {@code GET /connectors/NAME/config}; 404 if there is no such connector. */
    public Answer configuration(String name) {
        return call("GET", "/connectors/" + encode(name) + "/config", null);
    }

    /** The consumer group of a connector; the default group if Connect does not answer or does not know the connector. */
    public String group(String name) {
        String usual = "connect-" + name;
        try {
            Answer answer = configuration(name);
            return answer.status() == OK ? answer.body().path(GROUP).asText(usual) : usual;
        } catch (CommandFailure e) {
            return usual;
        }
    }

    /** {@code GET /connectors/NAME/status}; 404 while the connector is not yet known. */
    public Answer status(String name) {
        return call("GET", "/connectors/" + encode(name) + "/status", null);
    }

    /** {@code GET /}: the version of the worker. */
    public Answer worker() {
        return call("GET", "/", null);
    }

    private Answer call(String method, String path, @Nullable JsonNode body) {
        try {
            String root = base.toString().replaceAll("/+$", "");
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(root + path).toURL().openConnection();
            connection.setConnectTimeout(CONNECT_MS);
            connection.setReadTimeout(READ_MS);
            connection.setRequestMethod(method);
            connection.setRequestProperty("Accept", "application/json");
            if (userInfo != null) {
                connection.setRequestProperty(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8)));
            }
            if (body != null) {
                connection.setDoOutput(true);
                connection.setRequestProperty("Content-Type", "application/json");
                connection.getOutputStream().write(JsonOutput.line(body).getBytes(StandardCharsets.UTF_8));
            }
            int status = connection.getResponseCode();
            try (InputStream answer = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                String text = answer == null ? "" : new String(answer.readAllBytes(), StandardCharsets.UTF_8);
                return new Answer(status, text.startsWith("{") ? JsonOutput.parse(text) : JsonOutput.object());
            }
        } catch (ConnectException e) {
            throw ListenerCheck.refusal("Kafka Connect at " + base, "--connect-url");
        } catch (IOException e) {
            throw CommandFailure.failed(
                    "Kafka Connect at " + base + " does not answer (" + FailureText.of(e)
                            + "). Is it running? Start it, or name another with --connect-url.",
                    e);
        }
    }

    private static String encode(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
