package io.cartostream.local.stack;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Resumes a connector that was paused or stopped before the stack went down: Connect remembers that, and it would never run. */
public final class ConnectorResume {

    private static final Set<String> AT_REST = Set.of("PAUSED", "STOPPED");
    private static final int TIMEOUT_MS = 20_000;

    private final String connectUrl;

    public ConnectorResume(String connectUrl) {
        this.connectUrl = connectUrl;
    }

    /** Resumes the connector; returns its former state, as {@code paused}, or nothing if it was not at rest or does not exist. */
    public Optional<String> run(String name) throws IOException {
        String path = connectUrl + "/connectors/" + name;
        HttpURLConnection status = open(path + "/status", "GET");
        if (status.getResponseCode() != 200) {
            return Optional.empty();
        }
        String state;
        try (var body = status.getInputStream()) {
            state = new ObjectMapper()
                    .readTree(body)
                    .path("connector")
                    .path("state")
                    .asText();
        }
        if (!AT_REST.contains(state)) {
            return Optional.empty();
        }
        int answer = open(path + "/resume", "PUT").getResponseCode();
        if (answer >= 300) {
            throw new IOException("Kafka Connect does not resume " + name + ": HTTP " + answer);
        }
        return Optional.of(state.toLowerCase(Locale.ROOT));
    }

    private static HttpURLConnection open(String url, String method) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url).toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MS);
        connection.setReadTimeout(TIMEOUT_MS);
        connection.setRequestMethod(method);
        return connection;
    }
}
