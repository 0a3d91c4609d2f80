package io.cartostream.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cartostream.cli.connection.ConnectRest;
import io.cartostream.cli.output.JsonOutput;
import io.cartostream.contract.Namespace;
import io.cartostream.contract.TopicName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit sets the folder
class DeployTest {

    @TempDir
    Path folder;

    private static final Namespace SPACE = new Namespace("estate");

    @Test
    void shouldAcceptLongerRetentionButNotShorterWhenTopicsAreCompared() {
        Map<String, String> wanted = TopicDeployment.wanted(TopicName.INVENTORY_RAW);

        assertThat(wanted).containsEntry("cleanup.policy", "delete").containsEntry("max.message.bytes", "8388608");
        assertThat(TopicDifferences.corrections(wanted, with(wanted, "retention.ms", "-1")))
                .isEmpty();
        assertThat(TopicDifferences.corrections(wanted, with(wanted, "retention.ms", "1000")))
                .containsOnlyKeys("retention.ms");
        assertThat(TopicDifferences.corrections(wanted, with(wanted, "max.message.bytes", "1048588")))
                .containsEntry("max.message.bytes", "8388608");
        assertThat(TopicDeployment.wanted(TopicName.GRAPH_CHANGES_DLQ)).containsEntry("max.message.bytes", "9437184");
        assertThat(TopicDifferences.corrections(wanted, with(wanted, "cleanup.policy", "compact")))
                .containsEntry("cleanup.policy", "delete");
        Map<String, String> forEver = TopicDeployment.wanted(TopicName.FACTS_BY_NODE);
        assertThat(TopicDifferences.corrections(forEver, with(forEver, "retention.ms", "604800000")))
                .containsEntry("retention.ms", "-1");
    }

    @Test
    void shouldTakeConnectorsInBothFormsWhenTheyAreRead() throws IOException {
        Path whole = write("whole.json", "{\"name\":\"a\",\"config\":{\"tasks.max\":1}}");
        Path flat = write("neo4j-sink.json", "{\"tasks.max\":\"1\",\"topics\":\"x\"}");
        Path keys = write("keys.json", "{\"of.${env:CARTOSTREAM_NAMESPACE}.graph-changes\":\"${env:X}\"}");

        assertThat(ConnectorFile.read(whole, SPACE, Map.of()).name()).isEqualTo("a");
        ConnectorFile file = ConnectorFile.read(flat, SPACE, Map.of("topics", "y"));
        assertThat(file.name()).isEqualTo("neo4j-sink");
        assertThat(ConnectorFile.read(keys, SPACE, Map.of()).configuration().toString())
                .as("Connect fills in values, not keys")
                .startsWith("{\"of.estate.graph-changes\":\"${env:X}\"");
        assertThat(file.configuration().toString())
                .isEqualTo("{\"tasks.max\":\"1\",\"topics\":\"y\",\"name\":\"neo4j-sink\"}");
    }

    @Test
    void shouldNameFileAndLineWhenAConnectorIsNotJson() throws IOException {
        Path broken = write("broken.json", "{\n\"a\": }");

        assertThatThrownBy(() -> ConnectorFile.read(broken, SPACE, Map.of()))
                .hasMessageContaining("broken.json:2: not JSON");
        Path list = write("list.json", "[]");
        assertThatThrownBy(() -> ConnectorFile.read(list, SPACE, Map.of()))
                .hasMessageContaining("not a connector: expected a JSON object");
    }

    @Test
    void shouldSayWhyWhenATaskHasFailed() throws JsonProcessingException {
        String failed = "{\"connector\":{\"state\":\"RUNNING\"},\"tasks\":[{\"id\":0,\"state\":\"FAILED\",\"trace\":"
                + "\"org.X: a\\n\\tat y\\nCaused by: org.Z: no password\\n\\tat q\"}]}";

        assertThat(state(failed)).isEqualTo("FAILED: task 0: no password");
        assertThat(state("{\"connector\":{\"state\":\"RUNNING\"},\"tasks\":[]}"))
                .isEqualTo("without tasks");
        assertThat(state("{\"connector\":{\"state\":\"RUNNING\"},\"tasks\":[{\"state\":\"RUNNING\"}]}"))
                .isEqualTo("RUNNING");
    }

    private static String state(String json) throws JsonProcessingException {
        return new ConnectRest.Answer(200, JsonOutput.parse(json)).state();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static Map<String, String> with(Map<String, String> settings, String key, String value) {
        Map<String, String> changed = new java.util.HashMap<>(settings);
        changed.put(key, value);
        return changed;
    }
}
