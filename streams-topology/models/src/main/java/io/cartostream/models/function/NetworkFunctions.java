package io.cartostream.models.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Functions that keep two items of one answer from becoming one node. */
final class NetworkFunctions {
    private static final int HIGHEST_PORT = 65_535;
    private static final Set<String> UNORDERED = Set.of("icmp", "icmpv6", "1", "58");

    private NetworkFunctions() {}

    static void register(FunctionRegistry functions) {
        functions.add(
                "preferred",
                3,
                1,
                "From a list, names of fields that identify an element ('A,B'), and paths with values, the best first"
                        + " ('State=active,blackhole;Origin=CreateRoute'): the best of the elements with equal fields, and every"
                        + " element without any of the fields.",
                arguments -> preferred(arguments.get(0), arguments.get(1), arguments.get(2)));
        functions.add(
                "mark_twins",
                3,
                1,
                "From a list, names of fields ('A,B') and a field: the elements; one that has the field, and whose values of the"
                        + " named fields another element without it has, too, gets the field _twin with the value true.",
                arguments -> markTwins(arguments.get(0), arguments.get(1), arguments.get(2)));
        functions.add(
                "joined_ports",
                3,
                1,
                "The first and the last port of a rule, joined as Cartography joins them; with two dots between them where the"
                        + " digits could also mean a narrower range of the protocol.",
                arguments -> joinedPorts(arguments.get(0), arguments.get(1), arguments.get(2)));
    }

    private static @Nullable JsonNode preferred(
            @Nullable JsonNode list, @Nullable JsonNode fields, @Nullable JsonNode order) {
        if (list == null || !list.isArray() || fields == null || order == null) {
            return list; // the loop over it names what it finds instead of a list
        }
        Comparator<JsonNode> best = order(order.asText());
        ArrayNode result = JsonNodeFactory.instance.arrayNode(list.size());
        Map<List<JsonNode>, JsonNode> chosen = new LinkedHashMap<>();
        for (JsonNode element : list) {
            List<JsonNode> key = key(element, fields.asText());
            if (key.stream().allMatch(JsonNode::isMissingNode)) {
                result.add(element);
            } else {
                chosen.merge(key, element, (one, other) -> best.compare(one, other) <= 0 ? one : other);
            }
        }
        return result.addAll(chosen.values());
    }

    /** The better element first; the last criterion makes the order of the answer irrelevant. */
    private static Comparator<JsonNode> order(String text) {
        return Arrays.stream(text.split(";"))
                .map(NetworkFunctions::criterion)
                .reduce(Comparator::thenComparing)
                .orElseThrow()
                .thenComparing(JsonNode::toString);
    }

    private static Comparator<JsonNode> criterion(String text) {
        String[] parts = text.split("=", 2);
        List<String> values = List.of(parts[1].split(","));
        return Comparator.comparingInt(element -> rank(element, parts[0], values));
    }

    private static int rank(JsonNode element, String path, List<String> values) {
        JsonNode value = element;
        for (String field : path.split("\\.")) {
            value = value.path(field);
        }
        int at = values.indexOf(value.asText());
        return at < 0 ? values.size() : at;
    }

    private static @Nullable JsonNode markTwins(
            @Nullable JsonNode list, @Nullable JsonNode fields, @Nullable JsonNode field) {
        if (list == null || !list.isArray() || fields == null || field == null) {
            return list;
        }
        Set<List<JsonNode>> others = new HashSet<>();
        for (JsonNode element : list) {
            if (!element.hasNonNull(field.asText())) {
                others.add(key(element, fields.asText()));
            }
        }
        ArrayNode result = JsonNodeFactory.instance.arrayNode(list.size());
        for (JsonNode element : list) {
            boolean twin = element.hasNonNull(field.asText()) && others.contains(key(element, fields.asText()));
            result.add(twin ? ((ObjectNode) element.deepCopy()).put("_twin", true) : element);
        }
        return result;
    }

    private static List<JsonNode> key(JsonNode element, String fields) {
        return Arrays.stream(fields.split(",")).map(element::path).toList();
    }

    private static JsonNode joinedPorts(@Nullable JsonNode from, @Nullable JsonNode to, @Nullable JsonNode protocol) {
        String first = from == null ? "None" : from.asText();
        String last = to == null ? "None" : to.asText();
        boolean ordered = protocol == null || !UNORDERED.contains(protocol.asText());
        String digits = first + last;
        boolean ambiguous = false;
        for (int end = digits.length() - 1; end > first.length() && !ambiguous; end--) {
            ambiguous = isRange(digits.substring(0, end), digits.substring(end), ordered);
        }
        return TextNode.valueOf(ambiguous ? first + ".." + last : digits);
    }

    private static boolean isRange(String first, String last, boolean ordered) {
        int from = port(first);
        int to = port(last);
        return from >= 0 && to >= 0 && (!ordered || from <= to);
    }

    /** The number; -1 if the text is no port as the API writes one. */
    private static int port(String text) {
        boolean written = text.length() <= 5
                && text.chars().allMatch(digit -> digit >= '0' && digit <= '9')
                && (text.length() == 1 || text.charAt(0) != '0');
        int number = written ? Integer.parseInt(text) : -1;
        return number > HIGHEST_PORT ? -1 : number;
    }
}
