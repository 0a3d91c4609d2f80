package io.cartostream.cli.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.cli.output.JsonOutput;
import io.cartostream.cli.session.CliSettings;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GraphRebuildTest {
    private static final CliSettings.Neo4j NEW =
            new CliSettings.Neo4j(URI.create("bolt://new:7687"), "neo4j", null, null, null);

    @Test
    void shouldShareNeitherFencesNorGroupWithTheConnectorThatIsCopied() throws JsonProcessingException {
        ObjectNode from =
                (ObjectNode) JsonOutput.parse("{\"name\":\"old\",\"topics\":\"t\",\"neo4j.uri\":\"bolt://old:7687\","
                        + "\"fence.writer\":\"w\",\"consumer.override.group.id\":\"g\"}");

        assertThat(GraphRebuild.copied(from, "new", NEW, Map.of()).toString())
                .isEqualTo("{\"name\":\"new\",\"topics\":\"t\",\"neo4j.uri\":\"bolt://new:7687\"}");
        assertThat(GraphRebuild.copied(from, "new", NEW, Map.of("consumer.override.group.id", "h"))
                        .path("consumer.override.group.id")
                        .asText())
                .as("a group that a user chose")
                .isEqualTo("h");
    }
}
