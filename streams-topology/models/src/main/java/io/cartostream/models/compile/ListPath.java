package io.cartostream.models.compile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fast path for lists: {@code a.b[].c} and {@code a.b[?c=='text'].d}. As in JMESPath, nulls are left out, and
 * {@code []} flattens one level.
 *
 * @param list path of the list
 * @param condition path of the value that the filter compares; null without a filter
 * @param wanted the text that it compares with
 * @param rest path of the value that is taken from each element
 */
record ListPath(FieldPath list, @Nullable FieldPath condition, String wanted, FieldPath rest) implements CompiledValue {
    private static final String FIELDS = "[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)*";
    private static final Pattern FORM =
            Pattern.compile("(" + FIELDS + ")\\[(?:\\?(" + FIELDS + ")\\s*==\\s*'([^'\\\\]*)')?]\\.(" + FIELDS + ")");

    /** The expression as a list path; null if it has another form. */
    static @Nullable ListPath of(String expression) {
        Matcher matcher = FORM.matcher(expression);
        if (!matcher.matches()) {
            return null;
        }
        String condition = matcher.group(2);
        String wanted = matcher.group(3);
        return new ListPath(
                FieldPath.of(matcher.group(1)),
                condition == null ? null : FieldPath.of(condition),
                wanted == null ? "" : wanted,
                FieldPath.of(matcher.group(4)));
    }

    @Override
    public @Nullable JsonNode read(EvaluationFrame frame) {
        JsonNode items = list.read(frame.item());
        if (items == null) {
            return null;
        }
        if (!items.isArray()) {
            throw new PayloadMismatchException(
                    String.join(".", list.fields()), "expected a list, found " + FieldPath.formOf(items));
        }
        ArrayNode found = JsonNodeFactory.instance.arrayNode(items.size());
        for (JsonNode item : items) {
            if (condition == null && item.isArray()) {
                item.forEach(inner -> take(inner, found));
            } else {
                take(item, found);
            }
        }
        return found;
    }

    private void take(JsonNode item, ArrayNode found) {
        if (condition != null) {
            JsonNode compared = condition.read(item);
            if (compared == null
                    || !compared.isTextual()
                    || !compared.textValue().equals(wanted)) {
                return;
            }
        }
        JsonNode value = rest.read(item);
        if (value != null) {
            found.add(value);
        }
    }
}
