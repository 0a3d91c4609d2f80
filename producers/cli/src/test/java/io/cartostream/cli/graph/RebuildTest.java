package io.cartostream.cli.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.cli.output.Json;
import io.cartostream.cli.session.Settings;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RebuildTest {
    private static final Settings.Neo4j NEW =
            new Settings.Neo4j(URI.create("bolt://new:7687"), "neo4j", null, null, null);

    @Test
    void shouldShareNeitherFencesNorGroupWithTheConnectorThatIsCopied() throws JsonProcessingException {
        ObjectNode from =
                (ObjectNode) Json.parse("{\"name\":\"old\",\"topics\":\"t\",\"neo4j.uri\":\"bolt://old:7687\","
                        + "\"fence.writer\":\"w\",\"consumer.override.group.id\":\"g\"}");

        assertThat(Rebuild.copied(from, "new", NEW, Map.of()).toString())
                .isEqualTo("{\"name\":\"new\",\"topics\":\"t\",\"neo4j.uri\":\"bolt://new:7687\"}");
        assertThat(Rebuild.copied(from, "new", NEW, Map.of("consumer.override.group.id", "h"))
                        .path("consumer.override.group.id")
                        .asText())
                .as("a group of its own that somebody chose")
                .isEqualTo("h");
    }
}
