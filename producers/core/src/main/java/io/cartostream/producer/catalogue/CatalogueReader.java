package io.cartostream.producer.catalogue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.producer.catalogue.LocatedValue.Mapping;
import io.cartostream.producer.catalogue.LocatedValue.Sequence;
import io.cartostream.producer.catalogue.LocatedValue.Text;
import io.cartostream.producer.catalogue.ResourceType.Detail;
import io.cartostream.producer.catalogue.ResourceType.Parameter;
import io.cartostream.producer.catalogue.ResourceType.Reserved;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns one catalogue file into resource types, refusing with file and line what it does not understand. */
final class CatalogueReader {

    private static final Set<String> FILE_KEYS = Set.of("provider", "service", "actions", "types");
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
            "descend");
    private static final List<String> DETAIL_KEYS = List.of("parameter", "parameters", "elements", "descend", "absent");
    private static final Set<String> RESERVED_KEYS = Set.of("told-by", "account");
    private static final String ITSELF = "@";
    private static final Pattern TYPE_NAME = Pattern.compile("[a-z0-9]+\\.[a-z0-9]+(-[a-z0-9]+)*");

    private final String file;

    private CatalogueReader(String file) {
        this.file = file;
    }

    static List<ResourceType> read(String file, InputStream yaml) throws IOException {
        return new CatalogueReader(file).types(LocatedValue.read(file, yaml));
    }

    private List<ResourceType> types(LocatedValue root) {
        Mapping top = mapping("the file", root);
        refuseUnknown(top, FILE_KEYS);
        String provider = required(top, "provider");
        String service = required(top, "service");
        String actions = optional(top, "actions");
        LocatedValue types = top.values().get("types");
        if (types == null) {
            throw new CatalogueException(file, top.line(), "'types' is missing");
        }
        List<ResourceType> result = new ArrayList<>();
        for (Map.Entry<String, LocatedValue> entry :
                mapping("'types'", types).values().entrySet()) {
            Mapping type = mapping("'" + entry.getKey() + "'", entry.getValue());
            result.add(type(provider, service, actions == null ? service : actions, entry.getKey(), type));
        }
        return result;
    }

    private ResourceType type(String provider, String service, String actions, String name, Mapping type) {
        if (!TYPE_NAME.matcher(name).matches()) {
            throw new CatalogueException(
                    file, type.line(), "'" + name + "' is not a resource type; they look like ec2.key-pair");
        }
        refuseUnknown(type, TYPE_KEYS);
        String operation = required(type, "operation");
        List<String> items = optionalPath(type, "items");
        Detail detail = detail(type);
        if (detail != null && !items.isEmpty()) {
            throw new CatalogueException(
                    file, lineOf(type, "items"), "'items' is not for details: the whole answer is the resource");
        }
        if (detail == null && items.size() < 2 && type.values().containsKey("parent")) {
            throw new CatalogueException(file, lineOf(type, "parent"), "'parent' needs 'items' of two fields or more");
        }
        List<String> permissions = texts(type, "permissions");
        return new ResourceType(
                name,
                provider,
                service,
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
        LocatedValue request = type.values().get("request");
        return request == null
                ? JsonNodeFactory.instance.objectNode()
                : (ObjectNode) mapping("'request'", request).json();
    }

    /** One path, or a list of them. */
    private List<List<String>> idPaths(Mapping type, List<String> items) {
        if (items.isEmpty()) {
            if (type.values().containsKey("id")) {
                throw new CatalogueException(
                        file,
                        lineOf(type, "id"),
                        "'id' needs 'items': an answer that is the item has the id of its parameter");
            }
            return List.of();
        }
        if (type.values().get("id") instanceof Sequence) {
            return texts(type, "id").stream().map(CatalogueReader::path).toList();
        }
        return List.of(path(required(type, "id")));
    }

    private @Nullable Detail detail(Mapping type) {
        String of = optional(type, "detail-of");
        if (of == null) {
            for (String key : DETAIL_KEYS) {
                if (type.values().containsKey(key)) {
                    throw new CatalogueException(file, lineOf(type, key), "'" + key + "' needs 'detail-of'");
                }
            }
            return null;
        }
        List<Parameter> parameters = new ArrayList<>();
        if (type.values().containsKey("parameter")) {
            parameters.add(new Parameter(required(type, "parameter"), List.of()));
        }
        LocatedValue further = type.values().get("parameters");
        if (further != null) {
            mapping("'parameters'", further).values().forEach((name, from) -> {
                String field = text("the path of the parameter '" + name + "'", from);
                parameters.add(new Parameter(name, field.equals(ITSELF) ? List.of() : path(field)));
            });
        }
        if (parameters.isEmpty()) {
            throw new CatalogueException(file, type.line(), "'parameter' is missing");
        }
        return new Detail(of, parameters, optionalPath(type, "elements"), optionalPath(type, "descend"));
    }

    private @Nullable Reserved reserved(Mapping type) {
        LocatedValue reserved = type.values().get("reserved");
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
        throw new CatalogueException(file, lineOf(type, "region"), "'region' must be regional or global");
    }

    private boolean flag(Mapping type, String key) {
        String value = optional(type, key);
        if (value == null || value.equals("true") || value.equals("false")) {
            return "true".equals(value);
        }
        throw new CatalogueException(file, lineOf(type, key), "'" + key + "' must be true or false");
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
        throw new CatalogueException(file, lineOf(type, "page-size"), "'page-size' must be a positive number");
    }

    private void refuseUnknown(Mapping mapping, Set<String> known) {
        for (Map.Entry<String, LocatedValue> entry : mapping.values().entrySet()) {
            if (!known.contains(entry.getKey())) {
                throw new CatalogueException(
                        file,
                        entry.getValue().line(),
                        "unknown key '" + entry.getKey() + "'; known are "
                                + String.join(", ", known.stream().sorted().toList()));
            }
        }
    }

    private Mapping mapping(String what, LocatedValue value) {
        if (value instanceof Mapping mapping) {
            return mapping;
        }
        throw new CatalogueException(file, value.line(), what + " must be a mapping of keys to values");
    }

    private String required(Mapping mapping, String key) {
        String text = optional(mapping, key);
        if (text == null) {
            throw new CatalogueException(file, mapping.line(), "'" + key + "' is missing");
        }
        return text;
    }

    private @Nullable String optional(Mapping mapping, String key) {
        LocatedValue value = mapping.values().get(key);
        return value == null ? null : text("'" + key + "'", value);
    }

    private String text(String what, LocatedValue value) {
        if (value instanceof Text text && !text.text().isBlank()) {
            return text.text();
        }
        throw new CatalogueException(file, value.line(), what + " must be a text");
    }

    private List<String> texts(Mapping mapping, String key) {
        LocatedValue value = mapping.values().get(key);
        if (value == null) {
            return List.of();
        }
        if (value instanceof Sequence sequence) {
            return sequence.values().stream()
                    .map(element -> text("each element of '" + key + "'", element))
                    .toList();
        }
        throw new CatalogueException(file, value.line(), "'" + key + "' must be a list");
    }

    private int lineOf(Mapping mapping, String key) {
        LocatedValue value = mapping.values().get(key);
        return value == null ? mapping.line() : value.line();
    }
}
