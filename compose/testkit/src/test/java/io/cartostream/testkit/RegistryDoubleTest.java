package io.cartostream.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cartostream.contract.Namespace;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegistryDoubleTest {

    private RegistryDouble registry;

    @BeforeEach
    void start() throws IOException {
        registry = RegistryDouble.start(new Namespace("one"));
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void shouldKnowTheSubjectsOfItsNamespaces() throws Exception {
        assertThat(get("/subjects/one.inventory-raw-value").statusCode()).isEqualTo(200);
        assertThat(get("/subjects/two.inventory-raw-value").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldKnowTheSubjectsOfAnAddedNamespace() throws Exception {
        registry.add(new Namespace("two"));

        assertThat(get("/subjects/two.inventory-raw-value").body()).contains("\"schema\"");
    }

    @Test
    void shouldCutConnectionsOffWhileItIsAway() {
        registry.leave();

        assertThatThrownBy(() -> get("/subjects/one.inventory-raw-value")).isInstanceOf(IOException.class);
    }

    @Test
    void shouldAnswerAgainWhenItComesBack() throws Exception {
        registry.leave();
        registry.comeBack();

        assertThat(get("/schemas/ids/1").body()).contains("\"schema\"");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(registry.url() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
