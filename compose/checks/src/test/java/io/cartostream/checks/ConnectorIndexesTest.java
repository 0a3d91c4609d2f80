package io.cartostream.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.models.ModelSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The sink knows nothing of models: the indexes that they ask for are written into its configuration. */
class ConnectorIndexesTest {

    private static final Path CONNECTOR = Path.of("../../connect/neo4j-sink/config/neo4j-sink.json");
    private static final Pattern INDEXES = Pattern.compile("(\"neo4j\\.indexes\": \")([^\"]*)(\")");

    @Test
    void shouldBeThoseOfTheModels() throws Exception {
        String wanted = ModelSet.load(null, true).indexes().stream()
                .map(index -> index.label() + "." + index.property())
                .collect(Collectors.joining(","));
        String connector = Files.readString(CONNECTOR);
        Matcher configured = INDEXES.matcher(connector);
        assertThat(configured.find())
                .as("neo4j.indexes in the connector's configuration")
                .isTrue();
        if (Boolean.getBoolean("docs.rewrite")) {
            Files.writeString(CONNECTOR, configured.replaceFirst("$1" + Matcher.quoteReplacement(wanted) + "$3"));
            return;
        }
        assertThat(configured.group(2))
                .as("rewrite it: mvn -pl compose/checks -am test -Ddocs.rewrite=true")
                .isEqualTo(wanted);
    }
}
