package io.cartostream.cli.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.avro.InventoryEvent;
import io.cartostream.avro.InventoryItem;
import io.cartostream.cli.connection.TopicReader;
import io.cartostream.cli.output.Json;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.contract.Scope;
import io.cartostream.contract.TopicName;
import io.cartostream.producer.InventoryEvents;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The resource that is changed: a real one, with a tag of ours added.
 *
 * @param scope its scope
 * @param id its id
 * @param payload as it was
 */
record Subject(Scope scope, String id, String payload) {

    private static final String PREFERRED_TYPE = "ec2.instance";
    private static final String TAG = "cartostream-bench";

    /** The chosen resource, or one with tags: an EC2 instance if there is one. */
    static Subject find(Pipeline pipeline, @Nullable String key) {
        String topic = pipeline.kafka().existing(TopicName.INVENTORY_LATEST);
        KafkaAvroDeserializer deserializer = pipeline.registry().deserializer(true);
        Map<String, Subject> found = new HashMap<>();
        new TopicReader(pipeline.kafka()).toEnd(topic, (Instant) null, record -> {
            if (key == null || key.equals(record.key())) {
                Subject subject = record.value() == null
                        ? null
                        : of((InventoryItem) deserializer.deserialize(topic, record.value()));
                if (subject == null) {
                    found.remove(record.key());
                } else {
                    found.put(record.key(), subject);
                }
            }
            return true;
        });
        return found.values().stream()
                .filter(subject -> key != null || subject.scope().resourceType().equals(PREFERRED_TYPE))
                .findAny()
                .or(() -> found.values().stream().findAny())
                .orElseThrow(() -> CommandFailure.failed(
                        key == null
                                ? "no resource with tags is in " + topic + ": sync something first"
                                : "no resource " + key + " with tags is in " + topic));
    }

    private static @Nullable Subject of(InventoryItem item) {
        try {
            JsonNode payload = Json.parse(item.getPayload());
            if (payload instanceof ObjectNode && payload.path("Tags") instanceof ArrayNode tags && !ours(tags)) {
                return new Subject(
                        new Scope(item.getProvider(), item.getAccount(), item.getRegion(), item.getResourceType()),
                        item.getId(),
                        item.getPayload());
            }
        } catch (JsonProcessingException e) {
            // not one that we can change
        }
        return null;
    }

    private static boolean ours(ArrayNode tags) {
        for (JsonNode tag : tags) {
            if (tag.path("Key").asText().equals(TAG)) {
                return true;
            }
        }
        return false;
    }

    /** The resource with our tag at this value. */
    InventoryEvent changed(String value, Instant now) {
        try {
            ObjectNode copy = (ObjectNode) Json.parse(payload);
            copy.withArray("Tags").addObject().put("Key", TAG).put("Value", value);
            return InventoryEvents.observed(scope, id, Json.line(copy), now);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("was JSON when it was found", e);
        }
    }

    /** The resource as it was. */
    InventoryEvent restored(Instant now) {
        return InventoryEvents.observed(scope, id, payload, now);
    }
}
