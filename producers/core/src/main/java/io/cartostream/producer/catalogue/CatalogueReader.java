package io.cartostream.producer.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.producer.catalogue.ResourceType.Detail;
import io.cartostream.producer.catalogue.ResourceType.Parameter;
import io.cartostream.producer.catalogue.ResourceType.Reserved;
import io.cartostream.producer.catalogue.ResourceType.Slices;
import io.cartostream.yaml.SourceLocation;
import io.cartostream.yaml.YamlReader;
import io.cartostream.yaml.YamlValue;
import io.cartostream.yaml.YamlValue.Mapping;
import io.cartostream.yaml.YamlValue.Scalar;
import io.cartostream.yaml.YamlValue.ScalarKind;
import io.cartostream.yaml.YamlValue.Sequence;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns one catalogue file into resource types, refusing with file and line what it does not understand. */
final class CatalogueReader {

    private static final Set<String> FILE_KEYS = Set.of("provider", "service", "module", "actions", "encoded", "types");
    private static final Set<String> TYPE_KEYS = Set.of(
            "operation",
            "request",
            "items",
            "omits-empty",
            "id",
            "only",
            "region",
            "page-size",
            "permissions",
            "none",
            "absent",
            "reserved",
            "redact",
            "parent",
            "detail-of",
            "parameter",
            "parameters",
            "elements",
            "descend",
            "slices");
    private static final List<String> DETAIL_KEYS =
            List.of("parameter", "parameters", "elements", "descend", "slices", "absent");
    private static final Set<String> SLICES_KEYS = Set.of("list", "by");
    private static final Set<String> RESERVED_KEYS = Set.of("told-by", "account");
    private static final String ITSELF = "@";
    private static final Pattern TYPE_NAME = Pattern.compile("[a-z0-9]+\\.[a-z0-9]+(-[a-z0-9]+)*");

    private CatalogueReader() {}

    static List<CatalogueEntry> read(String file, InputStream yaml) throws IOException {
        String text = new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
        Mapping root = YamlReader.read(file, text, CatalogueReader::refuse);
        return new CatalogueReader().types(Objects.requireNonNull(root, "an error throws"));
    }

    private static void refuse(SourceLocation at, String reason) {
        throw new CatalogueException(at, reason);
    }

    private List<CatalogueEntry> types(Mapping top) {
        refuseUnknown(top, FILE_KEYS);
        String provider = required(top, "provider");
        String service = required(top, "service");
        String actions = optional(top, "actions");
        YamlValue types = top.entries().get("types");
        if (types == null) {
            throw new CatalogueException(top.at(), "'types' is missing");
        }
        String module = optional(top, "module");
        ClientModule client = new ClientModule(module == null ? service : module, Set.copyOf(texts(top, "encoded")));
        List<CatalogueEntry> result = new ArrayList<>();
        for (Map.Entry<String, YamlValue> entry :
                mapping("'types'", types).entries().entrySet()) {
            Mapping type = mapping("'" + entry.getKey() + "'", entry.getValue());
            ResourceType read =
                    type(provider, service, client, actions == null ? service : actions, entry.getKey(), type);
            result.add(new CatalogueEntry(read, type.at()));
        }
        return result;
    }

    private ResourceType type(
            String provider, String service, ClientModule client, String actions, String name, Mapping type) {
        if (!TYPE_NAME.matcher(name).matches()) {
            throw new CatalogueException(
                    type.at(), "'" + name + "' is not a resource type; it looks like compute.key-pair");
        }
        refuseUnknown(type, TYPE_KEYS);
        String operation = required(type, "operation");
        List<String> items = optionalPath(type, "items");
        Detail detail = detail(type);
        if (detail != null && !items.isEmpty()) {
            throw new CatalogueException(
                    locationOf(type, "items"), "'items' is not for details: the whole answer is the resource");
        }
        if (detail == null && items.size() < 2 && type.entries().containsKey("parent")) {
            throw new CatalogueException(locationOf(type, "parent"), "'parent' needs 'items' of two fields or more");
        }
        List<String> permissions = texts(type, "permissions");
        return new ResourceType(
                name,
                provider,
                service,
                client,
                operation,
                request(type),
                items,
                flag(type, "omits-empty"),
                idPaths(type, items),
                optionalPath(type, "only"),
                regional(type),
                pageSize(type),
                permissions.isEmpty() ? List.of(ResourceType.operationName(actions, operation)) : permissions,
                Set.copyOf(texts(type, "none")),
                Set.copyOf(texts(type, "absent")),
                reserved(type),
                texts(type, "redact").stream().map(CatalogueReader::path).toList(),
                texts(type, "parent"),
                detail);
    }

    private ObjectNode request(Mapping type) {
        YamlValue request = type.entries().get("request");
        return request == null ? JsonNodeFactory.instance.objectNode() : object(mapping("'request'", request));
    }

    private static ObjectNode object(Mapping mapping) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        mapping.entries().forEach((key, value) -> object.set(key, json(value)));
        return object;
    }

    /** Numbers and booleans become texts. */
    private static JsonNode json(YamlValue value) {
        if (value instanceof Mapping mapping) {
            return object(mapping);
        }
        if (value instanceof Sequence sequence) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            sequence.items().forEach(item -> list.add(json(item)));
            return list;
        }
        return JsonNodeFactory.instance.textNode(((Scalar) value).text());
    }

    /** One path, or a list of them. */
    private List<IdPath> idPaths(Mapping type, List<String> items) {
        if (items.isEmpty()) {
            if (type.entries().containsKey("id")) {
                throw new CatalogueException(
                        locationOf(type, "id"),
                        "'id' needs 'items': an answer that is the item has the id of its parameter");
            }
            return List.of();
        }
        if (type.entries().get("id") instanceof Sequence) {
            return texts(type, "id").stream().map(IdPath::parse).toList();
        }
        return List.of(IdPath.parse(required(type, "id")));
    }

    private @Nullable Detail detail(Mapping type) {
        String of = optional(type, "detail-of");
        if (of == null) {
            for (String key : DETAIL_KEYS) {
                if (type.entries().containsKey(key)) {
                    throw new CatalogueException(locationOf(type, key), "'" + key + "' needs 'detail-of'");
                }
            }
            return null;
        }
        List<Parameter> parameters = new ArrayList<>();
        if (type.entries().containsKey("parameter")) {
            parameters.add(new Parameter(required(type, "parameter"), List.of()));
        }
        YamlValue further = type.entries().get("parameters");
        if (further != null) {
            mapping("'parameters'", further).entries().forEach((name, from) -> {
                String field = text("the path of the parameter '" + name + "'", from);
                parameters.add(new Parameter(name, field.equals(ITSELF) ? List.of() : path(field)));
            });
        }
        if (parameters.isEmpty()) {
            throw new CatalogueException(type.at(), "'parameter' is missing");
        }
        return new Detail(of, parameters, optionalPath(type, "elements"), optionalPath(type, "descend"), slices(type));
    }

    private @Nullable Slices slices(Mapping type) {
        YamlValue slices = type.entries().get("slices");
        if (slices == null) {
            return null;
        }
        Mapping how = mapping("'slices'", slices);
        refuseUnknown(how, SLICES_KEYS);
        List<List<String>> keys =
                texts(how, "by").stream().map(CatalogueReader::path).toList();
        if (keys.isEmpty()) {
            throw new CatalogueException(how.at(), "'by' is missing: the fields that name an element of the list");
        }
        return new Slices(required(how, "list"), keys);
    }

    private @Nullable Reserved reserved(Mapping type) {
        YamlValue reserved = type.entries().get("reserved");
        if (reserved == null) {
            return null;
        }
        Mapping how = mapping("'reserved'", reserved);
        refuseUnknown(how, RESERVED_KEYS);
        return new Reserved(required(how, "told-by"), path(required(how, "account")));
    }

    private List<String> optionalPath(Mapping type, String key) {
        String path = optional(type, key);
        return path == null ? List.of() : path(path);
    }

    private static List<String> path(String dotted) {
        return List.of(dotted.split("\\."));
    }

    private boolean regional(Mapping type) {
        String region = optional(type, "region");
        if (region == null || region.equals("regional")) {
            return true;
        }
        if (region.equals("global")) {
            return false;
        }
        throw new CatalogueException(locationOf(type, "region"), "'region' must be regional or global");
    }

    private boolean flag(Mapping type, String key) {
        String value = optional(type, key);
        if (value == null || value.equals("true") || value.equals("false")) {
            return "true".equals(value);
        }
        throw new CatalogueException(locationOf(type, key), "'" + key + "' must be true or false");
    }

    private int pageSize(Mapping type) {
        String size = optional(type, "page-size");
        if (size == null) {
            return 0;
        }
        try {
            int number = Integer.parseInt(size);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // falls through to the refusal
        }
        throw new CatalogueException(locationOf(type, "page-size"), "'page-size' must be a positive number");
    }

    private void refuseUnknown(Mapping mapping, Set<String> known) {
        for (Map.Entry<String, YamlValue> entry : mapping.entries().entrySet()) {
            if (!known.contains(entry.getKey())) {
                throw new CatalogueException(
                        mapping.keys().getOrDefault(entry.getKey(), mapping.at()),
                        "unknown key '" + entry.getKey() + "'; known are "
                                + String.join(", ", known.stream().sorted().toList()));
            }
        }
    }

    private Mapping mapping(String what, YamlValue value) {
        if (value instanceof Mapping mapping) {
            return mapping;
        }
        throw new CatalogueException(value.at(), what + " must be a mapping of keys to values");
    }

    private String required(Mapping mapping, String key) {
        String text = optional(mapping, key);
        if (text == null) {
            throw new CatalogueException(mapping.at(), "'" + key + "' is missing");
        }
        return text;
    }

    private @Nullable String optional(Mapping mapping, String key) {
        YamlValue value = mapping.entries().get(key);
        return value == null ? null : text("'" + key + "'", value);
    }

    private String text(String what, YamlValue value) {
        if (value instanceof Scalar scalar
                && scalar.kind() != ScalarKind.NULL
                && !scalar.text().isBlank()) {
            return scalar.text();
        }
        throw new CatalogueException(value.at(), what + " must be a text");
    }

    private List<String> texts(Mapping mapping, String key) {
        YamlValue value = mapping.entries().get(key);
        if (value == null) {
            return List.of();
        }
        if (value instanceof Sequence sequence) {
            return sequence.items().stream()
                    .map(element -> text("each element of '" + key + "'", element))
                    .toList();
        }
        throw new CatalogueException(value.at(), "'" + key + "' must be a list");
    }

    private static SourceLocation locationOf(Mapping mapping, String key) {
        YamlValue value = mapping.entries().get(key);
        return value == null ? mapping.at() : value.at();
    }
}
