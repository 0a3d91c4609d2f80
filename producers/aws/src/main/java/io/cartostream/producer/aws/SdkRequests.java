package io.cartostream.producer.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/** Fills the SDK's requests from JSON by the API's member names: texts, numbers, flags, lists, maps and structures. */
final class SdkRequests {

    private SdkRequests() {}

    /**
     * Sets the members of a request's builder. A single value becomes a list where the API wants one.
     *
     * @throws IllegalArgumentException naming what the operation does not have or cannot take
     */
    static void fill(SdkPojo builder, ObjectNode parameters) {
        for (Map.Entry<String, JsonNode> parameter : parameters.properties()) {
            SdkField<?> field = builder.sdkFields().stream()
                    .filter(member -> member.memberName().equals(parameter.getKey()))
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalArgumentException("the operation has no parameter " + parameter.getKey()));
            field.set(builder, value(field, parameter.getValue()));
        }
    }

    /** Sets a number on a member that may be an integer, a long or a text. */
    static void set(SdkPojo builder, SdkField<?> field, int number) {
        field.set(builder, scalar(field, Integer.toString(number)));
    }

    private static Object value(SdkField<?> field, JsonNode json) {
        MarshallingType<?> type = field.marshallingType();
        if (type == MarshallingType.LIST) {
            SdkField<?> element = field.getTrait(ListTrait.class).memberFieldInfo();
            List<Object> list = new ArrayList<>();
            if (json.isArray()) {
                json.forEach(each -> list.add(value(element, each)));
            } else {
                list.add(value(element, json));
            }
            return list;
        }
        if (type == MarshallingType.MAP) {
            SdkField<?> element = field.getTrait(MapTrait.class).valueFieldInfo();
            Map<String, Object> map = new LinkedHashMap<>();
            json.properties().forEach(entry -> map.put(entry.getKey(), value(element, entry.getValue())));
            return map;
        }
        if (type == MarshallingType.SDK_POJO && json instanceof ObjectNode object) {
            SdkPojo structure = field.constructor().get();
            fill(structure, object);
            return ((SdkBuilder<?, ?>) structure).build();
        }
        return scalar(field, json.asText());
    }

    private static Object scalar(SdkField<?> field, String text) {
        MarshallingType<?> type = field.marshallingType();
        if (type == MarshallingType.STRING) {
            return text;
        }
        if (type == MarshallingType.INTEGER || type == MarshallingType.LONG) {
            return number(field, text);
        }
        if (type == MarshallingType.BOOLEAN) {
            return Boolean.valueOf(text);
        }
        throw new IllegalArgumentException(
                "the parameter " + field.memberName() + " of type " + type + " cannot be given");
    }

    private static Number number(SdkField<?> field, String text) {
        try {
            return field.marshallingType() == MarshallingType.INTEGER
                    ? (Number) Integer.valueOf(text)
                    : (Number) Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "the parameter " + field.memberName() + " must be a whole number, not '" + text + "'", e);
        }
    }
}
