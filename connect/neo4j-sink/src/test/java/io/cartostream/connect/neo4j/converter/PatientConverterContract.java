package io.cartostream.connect.neo4j.converter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.storage.Converter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a registry may answer over real HTTP, and which of it may cost a record: the same for each converter that waits for it. */
public abstract class PatientConverterContract {
    private static final String SCHEMA = """
        {"subject":"t-value","version":1,"id":7,
         "schema":"{\\"type\\":\\"record\\",\\"name\\":\\"R\\",\\"fields\\":[{\\"name\\":\\"text\\",\\"type\\":\\"string\\"}]}"}\
        """;
    private static final byte[] RECORD = wire(7, "\u0004hi".getBytes(StandardCharsets.UTF_8));

    private final Supplier<Converter> converters;
    private final Converter converter;
    private volatile int status = 200;
    private volatile String answer = SCHEMA;

    @SuppressWarnings("NullAway.Init")
    private HttpServer registry;

    public PatientConverterContract(Supplier<Converter> converters) {
        this.converters = converters;
        this.converter = converters.get();
    }

    /** The only field of a value that the converter gave. */
    abstract Object textOf(Object value);

    @BeforeEach
    void start() throws IOException {
        registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        registry.createContext("/", exchange -> {
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        registry.start();
        String url = "http://127.0.0.1:" + registry.getAddress().getPort();
        converter.configure(Map.of("schema.registry.url", url), false);
    }

    @AfterEach
    void stop() {
        registry.stop(0);
    }

    @Test
    void shouldReadARecordWhenTheRegistryAnswers() {
        assertThat(textOf(converter.toConnectData("t", RECORD).value())).isEqualTo("hi");
        assertThat(converter.toConnectData("t", null).value()).isNull();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "401; {\"error_code\":401,\"message\":\"Unauthorized\"}",
                "401; {\"error_code\":40101,\"message\":\"User not authenticated\"}",
                "403; {\"error_code\":403,\"message\":\"Forbidden\"}",
                "403; {\"error_code\":40301,\"message\":\"User is denied\"}",
                "404; {\"error_code\":404,\"message\":\"HTTP 404 Not Found\"}",
                "404; <html>no such route</html>",
                "407; <html>proxy</html>",
                "408; {\"error_code\":408,\"message\":\"timeout\"}",
                "429; {\"error_code\":429,\"message\":\"slow down\"}",
                "429; <html>slow down</html>",
                "500; {\"error_code\":50001,\"message\":\"store\"}",
                "502; <html>bad gateway</html>",
                "503; {\"error_code\":50301,\"message\":\"busy\"}",
                "200; <html>please log in</html>",
                "200; {}",
            })
    void shouldWaitWhenItIsTheRegistryThatFails(int code, String body) {
        status = code;
        answer = body;

        assertThatThrownBy(() -> converter.toConnectData("t", RECORD))
                .isInstanceOf(RetriableException.class)
                .hasMessageContaining("schema registry");
        // and the record is read as soon as the registry is there again
        status = 200;
        answer = SCHEMA;
        assertThat(textOf(converter.toConnectData("t", RECORD).value())).isEqualTo("hi");
    }

    @Test
    void shouldWaitWhenTheRegistryDoesNotAnswer() {
        registry.stop(0);

        assertThatThrownBy(() -> converter.toConnectData("t", RECORD)).isInstanceOf(RetriableException.class);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {"40401; Subject not found", "40402; Version not found", "40403; Schema not found"})
    void shouldRejectARecordWhoseSchemaTheRegistryDoesNotKnow(int code, String message) {
        status = 404;
        answer = "{\"error_code\":" + code + ",\"message\":\"" + message + "\"}";

        assertThatThrownBy(() -> converter.toConnectData("t", RECORD))
                .isInstanceOf(DataException.class)
                .isNotInstanceOf(RetriableException.class);
    }

    @Test
    void shouldRejectARecordThatDoesNotMatchItsSchema() {
        for (byte[] broken : new byte[][] {
            {},
            {1, 0, 0, 0, 7, 4},
            {0, 0, 0},
            wire(7, new byte[0]),
            wire(7, new byte[] {100, 1}),
            wire(7, new byte[] {3})
        }) {
            assertThat(catchThrowable(() -> converter.toConnectData("t", broken)))
                    .isNotNull()
                    .isNotInstanceOf(RetriableException.class);
        }
    }

    @Test
    void shouldStopAtOnceWhenItsConfigurationIsWrong() {
        assertThatThrownBy(() -> converters.get().configure(Map.of(), false)).isInstanceOf(ConfigException.class);
    }

    static byte[] wire(int id, byte[] avro) {
        return ByteBuffer.allocate(5 + avro.length)
                .put((byte) 0)
                .putInt(id)
                .put(avro)
                .array();
    }
}
