package io.cartostream.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.avro.InventoryEvent;
import io.cartostream.avro.InventoryItem;
import io.cartostream.cli.connection.AvroDecoder;
import io.cartostream.cli.connection.TopicReader;
import io.cartostream.cli.output.JsonOutput;
import io.cartostream.cli.pipeline.RunningPipeline;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.contract.Scope;
import io.cartostream.contract.TopicName;
import io.cartostream.producer.InventoryEvents;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The EC2 instance of a measurement: an existing one, to which a tag is added that its model turns into {@code eks_cluster_name}. Few
 * tags appear in the graph. This one does, and has no further effect while no cluster has that name.
 *
 * @param payload the original payload
 */
record MutatedResource(Scope scope, String id, String payload) {

    private static final String TYPE = "ec2.instance";
    private static final String TAG = "kubernetes.io/cluster/cartostream-bench-";

    /** The instance with this key, or any whose tags name no cluster. */
    static MutatedResource find(RunningPipeline pipeline, @Nullable String key) {
        String topic = pipeline.kafka().existing(TopicName.INVENTORY_LATEST);
        AvroDecoder decoder = pipeline.registry().decoder();
        Map<String, MutatedResource> found = new HashMap<>();
        new TopicReader(pipeline.kafka()).toEnd(topic, (Instant) null, record -> {
            if (key == null || key.equals(record.key())) {
                MutatedResource subject =
                        record.value() == null ? null : of(decoder.decode(topic, record.value(), InventoryItem.class));
                if (subject == null) {
                    found.remove(record.key());
                } else {
                    found.put(record.key(), subject);
                }
            }
            return true;
        });
        return found.values().stream()
                .findAny()
                .orElseThrow(() -> CommandFailure.failed("no EC2 instance " + (key == null ? "" : key + " ")
                        + "without a cluster tag is in " + topic
                        + (key == null ? ": sync an account with instances first" : "")));
    }

    private static @Nullable MutatedResource of(InventoryItem item) {
        try {
            if (item.getResourceType().equals(TYPE)
                    && JsonOutput.parse(item.getPayload()) instanceof ObjectNode payload
                    && !namesCluster(payload.path("Tags"))) {
                return new MutatedResource(
                        new Scope(item.getProvider(), item.getAccount(), item.getRegion(), item.getResourceType()),
                        item.getId(),
                        item.getPayload());
            }
        } catch (JsonProcessingException e) {
            // cannot be changed
        }
        return null;
    }

    private static boolean namesCluster(JsonNode tags) {
        for (JsonNode tag : tags) {
            if (tag.path("Key").asText().contains("cluster")) {
                return true;
            }
        }
        return false;
    }

    /** The instance with the additional tag, whose key ends in this value. */
    InventoryEvent changed(String value, Instant now) {
        try {
            ObjectNode copy = (ObjectNode) JsonOutput.parse(payload);
            copy.withArray("Tags").addObject().put("Key", TAG + value).put("Value", "owned");
            return InventoryEvents.observed(scope, id, JsonOutput.line(copy), now);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the payload was JSON when it was found", e);
        }
    }

    /** The original instance. */
    InventoryEvent restored(Instant now) {
        return InventoryEvents.observed(scope, id, payload, now);
    }
}
