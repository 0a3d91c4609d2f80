package io.cartostream.models.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.contract.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Payloads out of a folder of recorded answers ({@code manifest.jsonl} and one JSON answer per operation). */
final class RecordedAnswers {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Map<String, String> TYPES = Map.of(
            "DescribeInstances", "ec2.instance",
            "DescribeNetworkInterfaces", "ec2.network-interface",
            "DescribeVolumes", "ec2.volume",
            "DescribeVpcs", "ec2.vpc",
            "DescribeSubnets", "ec2.subnet",
            "DescribeSecurityGroups", "ec2.security-group");

    /** One payload. */
    record Payload(Scope scope, String json) {}

    private RecordedAnswers() {}

    /** All payloads of types that we know, in the order of the manifest. */
    static List<Payload> read(Path folder) throws IOException {
        List<Payload> payloads = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("manifest.jsonl"))) {
            JsonNode entry = JSON.readTree(line);
            String type = TYPES.get(entry.get("operation").asText());
            if (type == null) {
                continue;
            }
            Scope scope = new Scope(
                    entry.get("provider").asText(),
                    entry.get("account").asText(),
                    entry.get("region").asText(),
                    type);
            JsonNode answer =
                    JSON.readTree(folder.resolve(entry.get("file").asText()).toFile());
            for (JsonNode item : answer.iterator().next()) {
                if (type.equals("ec2.instance")) {
                    for (JsonNode instance : item.get("Instances")) {
                        ObjectNode parent = ((ObjectNode) instance).putObject("_parent");
                        parent.set("ReservationId", item.get("ReservationId"));
                        parent.set("OwnerId", item.get("OwnerId"));
                        payloads.add(new Payload(scope, instance.toString()));
                    }
                } else {
                    payloads.add(new Payload(scope, item.toString()));
                }
            }
        }
        return payloads;
    }
}
