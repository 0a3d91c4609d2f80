package io.cartostream.models.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.burt.jmespath.jackson.JacksonRuntime;
import io.cartostream.contract.Scope;
import io.cartostream.models.ModelSet;
import io.cartostream.models.declaration.TypeDeclaration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Payloads out of a folder of recorded answers ({@code manifest.jsonl} and one JSON answer per operation). The models say which
 * operation's answers are of which type, and where the items are in them.
 */
final class RecordedAnswers {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JacksonRuntime JMESPATH = new JacksonRuntime();
    private static final List<String> OF_RESERVATION = List.of("ReservationId", "OwnerId", "RequesterId");

    /** One payload. */
    record Payload(Scope scope, String json, int bytes) {
        Payload(Scope scope, String json) {
            this(scope, json, json.getBytes(StandardCharsets.UTF_8).length);
        }
    }

    private RecordedAnswers() {}

    /** All payloads, in the order of the manifest. */
    static List<Payload> read(ModelSet models, Path folder) throws IOException {
        List<Payload> payloads = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("manifest.jsonl"))) {
            JsonNode entry = JSON.readTree(line);
            String provider = entry.get("provider").asText();
            String operation =
                    entry.get("service").asText() + ":" + entry.get("operation").asText();
            for (TypeDeclaration type : models.types()) {
                if (!type.provider().equals(provider) || !operation.equals(type.operation()) || !entry.has("file")) {
                    continue;
                }
                Scope scope = new Scope(
                        provider,
                        entry.get("account").asText(),
                        entry.get("region").asText(),
                        type.name());
                JsonNode answer =
                        JSON.readTree(folder.resolve(entry.get("file").asText()).toFile());
                addItems(payloads, scope, type, whole(answer, entry.path("parameters")));
            }
        }
        return payloads;
    }

    /** The payloads of the answer that the tests have for a type of AWS. */
    static List<Payload> fixture(ModelSet models, Path folder, String name) throws IOException {
        List<Payload> payloads = new ArrayList<>();
        for (TypeDeclaration type : models.types()) {
            if (type.name().equals(name)) {
                Path file = folder.resolve(type.provider()).resolve(name.replace('.', '/') + ".json");
                Scope scope = new Scope(type.provider(), "111111111111", "eu-west-1", name);
                addItems(payloads, scope, type, JSON.readTree(file.toFile()));
            }
        }
        return payloads;
    }

    /** An answer about one item, with what was asked; one without members may be recorded as nothing. */
    private static JsonNode whole(JsonNode answer, JsonNode parameters) {
        ObjectNode whole = answer.isObject() ? (ObjectNode) answer : JSON.createObjectNode();
        if (parameters.isObject()) {
            whole.set("_parent", parameters);
        }
        return whole;
    }

    private static void addItems(List<Payload> payloads, Scope scope, TypeDeclaration type, JsonNode answer) {
        for (JsonNode reservation : answer.path("Reservations")) {
            for (JsonNode instance : reservation.path("Instances")) {
                ObjectNode parent = ((ObjectNode) instance).putObject("_parent");
                OF_RESERVATION.stream()
                        .filter(reservation::has)
                        .forEach(field -> parent.set(field, reservation.get(field)));
            }
        }
        JsonNode found = JMESPATH.compile(type.items()).search(answer);
        if (found.isArray()) {
            found.forEach(item -> payloads.add(new Payload(scope, item.toString())));
        } else if (found.isObject()) {
            payloads.add(new Payload(scope, found.toString()));
        }
    }
}
