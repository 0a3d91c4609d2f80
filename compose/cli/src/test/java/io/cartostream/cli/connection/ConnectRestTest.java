package io.cartostream.cli.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.cartostream.cli.session.CliSettings;
import io.cartostream.contract.Namespace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectRestTest {

    @Test
    void shouldReturnTheConfiguredGroupOrElseTheUsualOne() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer(server, "/connectors/own/config", 200, "{\"consumer.override.group.id\":\"their-group\"}");
        answer(server, "/connectors/usual/config", 200, "{\"name\":\"usual\"}");
        answer(server, "/connectors/none/config", 404, "{\"message\":\"Connector none not found\"}");
        server.start();
        ConnectRest connect = connect(server.getAddress().getPort());
        try {
            assertThat(connect.group("own")).isEqualTo("their-group");
            assertThat(connect.group("usual")).isEqualTo("connect-usual");
            assertThat(connect.group("none")).isEqualTo("connect-none");
        } finally {
            server.stop(0);
        }
        assertThat(connect.group("own")).as("Connect is away").isEqualTo("connect-own");
    }

    private static void answer(HttpServer server, String path, int status, String json) {
        server.createContext(path, exchange -> {
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private static ConnectRest connect(int port) {
        return new ConnectRest(new CliSettings(
                new Namespace("estate"),
                Map.of(),
                Map.of(),
                URI.create("http://127.0.0.1:" + port),
                null,
                new CliSettings.Neo4j(URI.create("bolt://127.0.0.1:7687"), "neo4j", null, null, null),
                null,
                null));
    }
}
