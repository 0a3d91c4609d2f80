package io.cartostream.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes JSON objects as CSV by RFC 4180: a header with the fields of all objects, a line for each, nested values as JSON. */
final class CsvOutput {

    private CsvOutput() {}

    /** The lines without line ends. A line break within a value stays within its quotes. */
    static List<String> lines(Collection<ObjectNode> objects) {
        Set<String> fields = new LinkedHashSet<>();
        objects.forEach(object -> object.fieldNames().forEachRemaining(fields::add));
        List<String> lines = new ArrayList<>();
        lines.add(fields.stream().map(CsvOutput::quoted).collect(Collectors.joining(",")));
        objects.forEach(object ->
                lines.add(fields.stream().map(field -> cell(object.path(field))).collect(Collectors.joining(","))));
        return lines;
    }

    private static String cell(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return "";
        }
        return quoted(value.isValueNode() ? value.asText() : JsonOutput.line(value));
    }

    private static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
