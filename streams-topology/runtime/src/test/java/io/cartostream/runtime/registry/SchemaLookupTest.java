package io.cartostream.runtime.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.cartostream.avro.InventoryItem;
import io.cartostream.runtime.config.RuntimeConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Uses the real HTTP client against a registry with prepared answers. */
class SchemaLookupTest {

    private static final Duration PATIENCE = Duration.ofMillis(500);

    private record Answer(int status, String body) {}

    private final HttpServer server;
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<Long> pauses = new ArrayList<>();
    private final SchemaLookup lookup;
    private Instant now = Instant.EPOCH;

    SchemaLookupTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            Answer answer = answers.size() > 1 ? answers.remove() : answers.element();
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        lookup = new SchemaLookup(
                registryAt(server.getAddress().getPort(), Duration.ofSeconds(10)), PATIENCE, this::pause, () -> now);
    }

    private void pause(long millis) {
        pauses.add(millis);
        now = now.plusMillis(millis);
    }

    private static RegistryAccess registryAt(int port, Duration readTimeout) {
        return new RegistryAccess(RuntimeConfig.of(
                "test",
                Map.of(
                        "bootstrap.servers",
                        "none:0",
                        "schema.registry.url",
                        "http://localhost:" + port,
                        "schema.registry.http.read.timeout.ms",
                        Long.toString(readTimeout.toMillis()))));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void shouldAskOnlyOnceForASchema() throws Exception {
        answers.add(new Answer(200, "{\"schema\": \"\\\"string\\\"\"}"));

        assertThat(lookup.writerSchema(1)).isEqualTo(Schema.create(Schema.Type.STRING));
        server.stop(0);
        assertThat(lookup.writerSchema(1)).isEqualTo(Schema.create(Schema.Type.STRING));
    }

    @Test
    void shouldBlameTheRecordWhenTheIdIsUnknown() {
        answers.add(new Answer(404, "{\"error_code\": 40403, \"message\": \"Schema not found\"}"));

        assertThat(faultOf(7)).isEqualTo("UNKNOWN_SCHEMA");
        assertThat(pauses).isEmpty();
    }

    @Test
    void shouldBlameTheRecordWhenTheSchemaIsNotAvro() {
        answers.add(new Answer(200, "{\"schema\": \"{}\", \"schemaType\": \"JSON\"}"));

        assertThat(faultOf(7)).isEqualTo("WRONG_SCHEMA");
    }

    @Test
    void shouldWaitUntilTheRegistryAnswers() throws Exception {
        answers.add(new Answer(503, "{\"error_code\": 50301, \"message\": \"starting\"}"));
        answers.add(new Answer(404, "<html>no such page</html>"));
        answers.add(new Answer(200, "{\"schema\": \"\\\"string\\\"\"}"));

        assertThat(lookup.writerSchema(1)).isEqualTo(Schema.create(Schema.Type.STRING));
        assertThat(pauses).containsExactly(100L, 200L);
    }

    @Test
    void shouldNotBlameTheRecordWhenTheRegistryFails() {
        answers.add(new Answer(500, "{\"error_code\": 50001, \"message\": \"broken\"}"));

        assertThatThrownBy(() -> lookup.writerSchema(7))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("500");
        assertThat(pauses).containsExactly(100L, 200L, 200L);
    }

    @Test
    void shouldNotBlameTheRecordWhenNoRegistryListens() {
        server.stop(0);

        assertThatThrownBy(() -> lookup.writerSchema(7))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("cannot be reached");
    }

    @Test
    void shouldCountTheTimeOfCallsThatTimeOut() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            SchemaLookup patient = new SchemaLookup(
                    registryAt(silent.getLocalPort(), Duration.ofMillis(100)),
                    PATIENCE,
                    pauses::add,
                    this::twoTriesUsePatienceUp);

            assertThatThrownBy(() -> patient.writerSchema(7))
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContaining("timed out");
        }
        assertThat(pauses).hasSize(1);
    }

    private Instant twoTriesUsePatienceUp() {
        now = now.plus(PATIENCE.dividedBy(2)).plusMillis(1);
        return now;
    }

    @Test
    void shouldNotBlameTheItemWhenTheRegistryFails() {
        answers.add(new Answer(500, "{\"error_code\": 50001, \"message\": \"broken\"}"));
        AvroReader<InventoryItem> items = new AvroReader<>(lookup, InventoryItem.getClassSchema());

        assertThatThrownBy(() -> items.read(new byte[] {0, 0, 0, 0, 7, 0}))
                .isInstanceOf(RegistryUnavailableException.class);
    }

    private String faultOf(int id) {
        return catchThrowableOfType(UnreadableRecordException.class, () -> lookup.writerSchema(id))
                .fault()
                .code();
    }
}
