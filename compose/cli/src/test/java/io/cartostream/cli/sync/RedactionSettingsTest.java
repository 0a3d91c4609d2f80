package io.cartostream.cli.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.cli.session.CommandSession;
import io.cartostream.cli.session.GlobalOptions;
import io.cartostream.cli.session.PollPause;
import io.cartostream.cli.session.ProcessEnvironment;
import io.cartostream.producer.catalogue.ResourceType;
import io.cartostream.producer.provider.InventoryProviders;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RedactionSettingsTest {

    private final StringWriter err = new StringWriter();

    private RedactionSettings redaction(Map<String, String> environment) {
        PrintWriter writer = new PrintWriter(err, true);
        return new RedactionSettings(new CommandSession(
                new GlobalOptions(),
                new ProcessEnvironment(
                        writer, writer, environment, Path.of("nowhere"), Clock.systemUTC(), PollPause.REAL, false)));
    }

    /** A payload that holds a secret by the catalogue's rules. */
    private static String redacted(RedactionSettings redaction) {
        ResourceType type = InventoryProviders.load().catalogue().types().stream()
                .filter(candidate -> !candidate.redactions().isEmpty())
                .findFirst()
                .orElseThrow();
        List<String> path = type.redactions().get(0);
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        ObjectNode around = payload;
        for (String field : path.subList(0, path.size() - 1)) {
            around = around.putObject(field);
        }
        around.put(path.get(path.size() - 1), "secret");
        redaction.redactor().apply(type, payload);
        return payload.toString();
    }

    @Test
    void shouldSayOnceThatHashesAreLeftOutWhenThereIsNoKey() {
        RedactionSettings redaction = redaction(Map.of());
        redaction.report();
        assertThat(err.toString()).isEmpty();

        assertThat(redacted(redaction)).contains("\"[redacted]\"");
        redaction.report();
        redaction.report();
        assertThat(err.toString().lines()).singleElement().asString().contains("$CARTOSTREAM_REDACTION_KEY");
    }

    @Test
    void shouldHashWithTheKeyOfTheSettings() {
        RedactionSettings redaction = redaction(Map.of("CARTOSTREAM_REDACTION_KEY", "k"));

        assertThat(redacted(redaction)).contains("[redacted hmac-sha256:").doesNotContain("secret");
        redaction.report();
        assertThat(err.toString()).isEmpty();
    }
}
