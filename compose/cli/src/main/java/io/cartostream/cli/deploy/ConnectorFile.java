package io.cartostream.cli.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.cli.output.JsonOutput;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.FailureText;
import io.cartostream.contract.Namespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The configuration of a connector from a user's file: {@code {"name": …, "config": {…}}}, or the configuration alone. Without a
 * name, the connector has the name of the file.
 *
 * @param name the connector's name
 * @param configuration the body of the PUT request
 */
public record ConnectorFile(String name, ObjectNode configuration) {

    /** Filled in here, because the names of topics begin with it, and Kafka Connect replaces variables in values only. */
    private static final String NAMESPACE = "${env:CARTOSTREAM_NAMESPACE}";

    static ConnectorFile read(Path path, Namespace namespace, Map<String, String> overrides) {
        JsonNode json;
        try {
            json = JsonOutput.parse(Files.readString(path));
        } catch (JsonProcessingException e) {
            throw CommandFailure.usage(
                    path + ":" + e.getLocation().getLineNr() + ": not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw CommandFailure.usage("cannot read " + path + " (" + FailureText.of(e) + ")");
        }
        JsonNode configuration = json.has("config") ? json.path("config") : json;
        String name = json.path("name").asText(stem(path));
        if (!(configuration instanceof ObjectNode object) || name.isBlank()) {
            throw CommandFailure.usage(path
                    + ": not a connector: expected a JSON object with a \"config\" object, or the"
                    + " configuration itself");
        }
        ObjectNode copy = JsonOutput.object();
        // Kafka Connect stores text, so texts compare equal to its answer.
        object.fields()
                .forEachRemaining(field -> copy.put(
                        field.getKey().replace(NAMESPACE, namespace.prefix()),
                        field.getValue().asText()));
        copy.put("name", name);
        overrides.forEach(copy::put);
        return new ConnectorFile(name, copy);
    }

    private static String stem(Path path) {
        return String.valueOf(path.getFileName()).replaceFirst("\\.[^.]*$", "");
    }
}
