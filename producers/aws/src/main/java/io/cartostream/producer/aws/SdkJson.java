package io.cartostream.producer.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.producer.catalogue.ResourceType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.services.ec2.model.Image;

/**
 * Any object of the AWS SDK as the JSON that {@code aws --output json} prints: the API's member names, times as
 * {@code 2026-03-01T10:11:12+00:00} (microseconds only if there are any), blobs in base64. Members that the answer did not
 * have are left out; empty lists that it had stay.
 */
final class SdkJson {

    /** Members that the SDK for Java calls otherwise than the service's API: the SDK's name to the API's. */
    private static final Map<Class<?>, Map<String, String>> RENAMED =
            Map.of(Image.class, Map.of("PublicLaunchPermissions", "Public"));

    private static final ObjectMapper DOCUMENTS = new ObjectMapper();
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MICROSECONDS = new DateTimeFormatterBuilder()
            .appendPattern("yyyy-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 6, 6, true)
            .appendPattern("xxx")
            .toFormatter()
            .withZone(ZoneOffset.UTC);

    private SdkJson() {}

    /** The object, with the fields decoded that the type's service encodes. */
    static ObjectNode of(SdkPojo pojo, ResourceType type) {
        ObjectNode json = of(pojo);
        if (!type.client().encodedFields().isEmpty()) {
            decode(json, type.client().encodedFields());
        }
        return json;
    }

    /** The object, with all members that are present. */
    static ObjectNode of(SdkPojo pojo) {
        ObjectNode object = JSON.objectNode();
        for (SdkField<?> field : pojo.sdkFields()) {
            Object value = field.getValueOrDefault(pojo);
            if (isPresent(value)) {
                object.set(nameOf(field, pojo), value(value));
            }
        }
        return object;
    }

    /** The API's name of an object's member. */
    static String nameOf(SdkField<?> field, SdkPojo pojo) {
        String name = field.memberName();
        return RENAMED.getOrDefault(pojo.getClass(), Map.of()).getOrDefault(name, name);
    }

    /** Decodes, in place and at any depth, members of these names that are URL-encoded JSON; what is not is left as it is. */
    static void decode(JsonNode node, Set<String> members) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> {
                JsonNode value = field.getValue();
                if (value.isTextual() && members.contains(field.getKey())) {
                    field.setValue(decoded(value));
                } else {
                    decode(value, members);
                }
            });
        } else {
            node.forEach(element -> decode(element, members));
        }
    }

    private static JsonNode decoded(JsonNode text) {
        try {
            String encoded = text.textValue().replace("+", "%2B"); // RFC 3986: a plus is a plus
            boolean plain = encoded.stripLeading().startsWith("{"); // as emulators give it
            JsonNode document =
                    DOCUMENTS.readTree(plain ? text.textValue() : URLDecoder.decode(encoded, StandardCharsets.UTF_8));
            return document.isObject() ? document : text;
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return text;
        }
    }

    static boolean isPresent(@Nullable Object value) {
        return value != null && !(value instanceof SdkAutoConstructList) && !(value instanceof SdkAutoConstructMap);
    }

    static JsonNode value(@Nullable Object value) {
        if (value == null) {
            return JSON.nullNode();
        }
        if (value instanceof SdkPojo pojo) {
            return of(pojo);
        }
        if (value instanceof Collection<?> list) {
            ArrayNode array = JSON.arrayNode(list.size());
            list.forEach(element -> array.add(value(element)));
            return array;
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = JSON.objectNode();
            map.forEach((key, element) -> object.set(String.valueOf(key), value(element)));
            return object;
        }
        return scalar(value);
    }

    private static JsonNode scalar(Object value) {
        if (value instanceof String text) {
            return JSON.textNode(text);
        }
        if (value instanceof Boolean flag) {
            return JSON.booleanNode(flag);
        }
        if (value instanceof Instant time) {
            return JSON.textNode(time(time));
        }
        if (value instanceof SdkBytes bytes) {
            return JSON.textNode(Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe()));
        }
        if (value instanceof Number number) {
            return number(number);
        }
        if (value instanceof Document document) {
            return document(document);
        }
        return JSON.textNode(value.toString());
    }

    private static JsonNode document(Document document) {
        if (document.isMap()) {
            return value(document.asMap());
        }
        if (document.isList()) {
            return value(document.asList());
        }
        return document.isNumber() ? number(document.asNumber().bigDecimalValue()) : value(document.unwrap());
    }

    private static JsonNode number(Number number) {
        if (number instanceof Integer || number instanceof Long || number instanceof Short || number instanceof Byte) {
            return JSON.numberNode(number.longValue());
        }
        if (number instanceof BigDecimal exact) {
            return JSON.numberNode(exact);
        }
        if (number instanceof BigInteger exact) {
            return JSON.numberNode(exact);
        }
        return JSON.numberNode(new BigDecimal(number.toString()));
    }

    static String time(Instant time) {
        Instant micros = time.truncatedTo(ChronoUnit.MICROS);
        boolean whole = micros.equals(micros.truncatedTo(ChronoUnit.SECONDS));
        return (whole ? SECONDS : MICROSECONDS).format(micros);
    }
}
