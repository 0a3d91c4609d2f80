package io.cartostream.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init") // JUnit starts the server
class ConnectorResumeTest {

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private HttpServer worker;
    private String state = "RUNNING";
    private int status = 200;

    @BeforeEach
    void startWorker() throws IOException {
        worker = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        worker.createContext("/", exchange -> {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            byte[] body = ("{\"connector\":{\"state\":\"" + state + "\"}}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        worker.start();
    }

    @AfterEach
    void stopWorker() {
        worker.stop(0);
    }

    @Test
    void shouldResumeAPausedConnector() throws Exception {
        state = "PAUSED";

        assertThat(resume()).contains("paused");
        assertThat(requests).containsExactly("GET /connectors/sink/status", "PUT /connectors/sink/resume");
    }

    @Test
    void shouldResumeAStoppedConnector() throws Exception {
        state = "STOPPED";

        assertThat(resume()).contains("stopped");
    }

    @Test
    void shouldLeaveARunningConnectorAlone() throws Exception {
        assertThat(resume()).isEmpty();
        assertThat(requests).hasSize(1);
    }

    @Test
    void shouldDoNothingBeforeTheConnectorExists() throws Exception {
        status = 404;

        assertThat(resume()).isEmpty();
    }

    private Optional<String> resume() throws IOException {
        return new ConnectorResume("http://127.0.0.1:" + worker.getAddress().getPort()).run("sink");
    }
}
