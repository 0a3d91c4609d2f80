package io.cartostream.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.awaitility.Awaitility;

/** One worker of a {@link ConnectRig}. */
public final class ConnectWorker {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient http = HttpClient.newHttpClient();
    private final JavaProcess process;
    private final int port;
    private boolean suspended;

    ConnectWorker(JavaProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Its name in the status of connectors and tasks. */
    public String id() {
        return "127.0.0.1:" + port;
    }

    /** The address of its REST API. */
    public String url() {
        return "http://" + id();
    }

    /** Everything it has logged so far. */
    public String log() {
        return process.output();
    }

    /** True if one of its threads has this name. */
    public boolean hasThread(String name) {
        return process.hasThread(name);
    }

    /** SIGSTOP: it does nothing any more, and its connections stay open. */
    public void suspend() {
        process.suspend();
        suspended = true;
    }

    /** SIGCONT: it continues as if no time had passed. */
    public void resume() {
        process.resume();
        suspended = false;
    }

    boolean isSuspended() {
        return suspended;
    }

    void kill() {
        process.kill();
    }

    void awaitReady() {
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptionsMatching(e -> process.isAlive())
                .until(() -> {
                    process.assertAlive();
                    return call("GET", "/connectors", "").contains("[");
                });
    }

    /** Returns the body of the answer, whatever its status. */
    String call(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + path))
                .timeout(Duration.ofMinutes(1))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
