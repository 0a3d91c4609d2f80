package io.cartostream.producer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.producer.catalogue.Catalogue;
import io.cartostream.producer.catalogue.ResourceType;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class SecretRedactorTest {

    private static final String CATALOGUE = """
            provider: acme
            service: lambda
            types:
              lambda.function:
                operation: ListFunctions
                items: Functions
                id: Id
                redact: [Env.Vars, List.Secret, Absent.Field]
            """;
    private static final String PAYLOAD =
            "{\"Id\":\"f\",\"Env\":{\"Vars\":{\"A\":\"s\",\"B\":1}},\"List\":[{\"Secret\":\"s\"},{\"Other\":\"s\"}]}";

    private static String redact(String key) throws Exception {
        ResourceType type = Catalogue.read(
                        "test.yaml", new ByteArrayInputStream(CATALOGUE.getBytes(StandardCharsets.UTF_8)))
                .get("lambda.function");
        ObjectNode payload = (ObjectNode) new ObjectMapper().readTree(PAYLOAD);
        SecretRedactor.withKey(key).apply(type, payload);
        return payload.toString();
    }

    @Test
    void shouldReplaceSecretsByMarkerAndKeyedHash() throws Exception {
        assertThat(redact("k1"))
                .matches("\\{\"Id\":\"f\",\"Env\":\\{\"Vars\":\"\\[redacted hmac-sha256:[0-9a-f]{32}]\"},"
                        + "\"List\":\\[\\{\"Secret\":\"\\[redacted hmac-sha256:[0-9a-f]{32}]\"},\\{\"Other\":\"s\"}]}");
        assertThat(redact("k1")).isEqualTo(redact("k1")).isNotEqualTo(redact("k2"));
    }

    @Test
    void shouldLeaveTheHashOutWithoutKey() throws Exception {
        assertThat(redact(" "))
                .isEqualTo("{\"Id\":\"f\",\"Env\":{\"Vars\":\"[redacted]\"},"
                        + "\"List\":[{\"Secret\":\"[redacted]\"},{\"Other\":\"s\"}]}");
    }
}
