package io.cartostream.models.compile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.burt.jmespath.Expression;
import io.burt.jmespath.JmesPath;
import io.burt.jmespath.JmesPathException;
import io.burt.jmespath.jackson.JacksonRuntime;
import io.cartostream.models.source.ModelProblems;
import io.cartostream.yaml.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compiles expressions: {@code $name}, {@code $name.rest}, {@code a.b}, {@code a.b || 'text'} and {@code a.b == 'text'} directly,
 * everything else with JMESPath. An expression that begins with a name is evaluated on the name's value, any other on the item.
 */
final class ExpressionCompiler {
    private static final Pattern VARIABLE =
            Pattern.compile("\\$([A-Za-z_]\\w*)(?:(?:\\.|(?=\\[))(.+))?", Pattern.DOTALL);
    private static final Pattern FIELDS = Pattern.compile("[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)*");
    private static final Pattern OR_ELSE = Pattern.compile("(.+?)\\s*\\|\\|\\s*'([^'\\\\]*)'");
    private static final Pattern EQUALS =
            Pattern.compile("(?:\\$([A-Za-z_]\\w*)\\.)?(" + FIELDS + ")\\s*(==|!=)\\s*'([^'\\\\]*)'");
    private static final CompiledValue ABSENT = frame -> null;
    private static final JmesPath<JsonNode> JMESPATH = new JacksonRuntime();

    private final ModelProblems problems;

    ExpressionCompiler(ModelProblems problems) {
        this.problems = problems;
    }

    CompiledValue compile(SourceLocation at, String expression, VariableScope names) {
        String text = expression.trim();
        if (text.equals("@")) {
            return EvaluationFrame::item;
        }
        if (FIELDS.matcher(text).matches()) {
            return FieldPath.of(text);
        }
        ListPath list = ListPath.of(text);
        if (list != null) {
            return list;
        }
        Matcher orElse = OR_ELSE.matcher(text);
        if (orElse.matches() && isSimple(orElse.group(1))) {
            CompiledValue first = compile(at, orElse.group(1), names);
            JsonNode otherwise = TextNode.valueOf(orElse.group(2));
            return frame -> {
                JsonNode value = first.read(frame);
                return CompiledValue.truth(value) ? value : otherwise;
            };
        }
        Matcher comparison = EQUALS.matcher(text);
        if (comparison.matches()) {
            return comparison(at, comparison, names);
        }
        Matcher variable = VARIABLE.matcher(text);
        if (variable.matches()) {
            return variable(at, variable.group(1), variable.group(2), names);
        }
        if (text.contains("$")) {
            problems.add(at, "'" + text + "': a $name is only allowed at the beginning of an expression");
            return ABSENT;
        }
        return jmesPath(at, text);
    }

    private static boolean isSimple(String text) {
        return FIELDS.matcher(text).matches() || VARIABLE.matcher(text).matches() && !text.contains("|");
    }

    /** As in JMESPath, an absent value and a value that is no text equal no text. A name without value yields no result. */
    private CompiledValue comparison(SourceLocation at, Matcher comparison, VariableScope names) {
        String name = comparison.group(1);
        CompiledValue start = name == null ? EvaluationFrame::item : variable(at, name, null, names);
        String[] fields = comparison.group(2).split("\\.");
        boolean same = comparison.group(3).equals("==");
        JsonNode wanted = TextNode.valueOf(comparison.group(4));
        return frame -> {
            JsonNode value = start.read(frame);
            if (value == null) {
                return null;
            }
            for (String field : fields) {
                value = value.path(field);
            }
            return BooleanNode.valueOf(wanted.equals(value) == same);
        };
    }

    private CompiledValue variable(SourceLocation at, String name, @Nullable String rest, VariableScope names) {
        Integer slot = names.slot(name);
        if (slot == null) {
            problems.add(at, "unknown name '$" + name + "' (known here: " + names + ")");
            return ABSENT;
        }
        int index = slot;
        if (rest == null) {
            return frame -> frame.variable(index);
        }
        if (FIELDS.matcher(rest).matches()) {
            FieldPath path = FieldPath.of(rest);
            return frame -> path.read(frame.variable(index));
        }
        Expression<JsonNode> expression = parse(at, rest);
        return expression == null
                ? ABSENT
                : frame -> {
                    JsonNode value = frame.variable(index);
                    return value == null ? null : present(search(expression, rest, value));
                };
    }

    private CompiledValue jmesPath(SourceLocation at, String text) {
        Expression<JsonNode> expression = parse(at, text);
        return expression == null ? ABSENT : frame -> present(search(expression, text, frame.item()));
    }

    private static JsonNode search(Expression<JsonNode> expression, String text, JsonNode item) {
        try {
            return expression.search(item);
        } catch (JmesPathException e) {
            throw new PayloadMismatchException(text, String.valueOf(e.getMessage()));
        }
    }

    private @Nullable Expression<JsonNode> parse(SourceLocation at, String text) {
        try {
            return JMESPATH.compile(text);
        } catch (JmesPathException e) {
            String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            problems.add(at, "not a JMESPath expression: '" + text + "' (" + message + ")");
            return null;
        }
    }

    private static @Nullable JsonNode present(@Nullable JsonNode value) {
        return value == null || value.isNull() || value.isMissingNode() ? null : value;
    }

    /** A text with expressions in braces; absent if one of them is absent. */
    CompiledValue template(SourceLocation at, String text, VariableScope names) {
        List<Object> segments = new ArrayList<>();
        int end = 0;
        while (end < text.length()) {
            int open = text.indexOf('{', end);
            int close = open < 0 ? -1 : text.indexOf('}', open);
            if (open >= 0 && close < 0) {
                problems.add(at, "'" + text + "': a brace is not closed");
                return ABSENT;
            }
            segments.add(text.substring(end, open < 0 ? text.length() : open));
            if (open >= 0) {
                segments.add(compile(at, text.substring(open + 1, close), names));
            }
            end = open < 0 ? text.length() : close + 1;
        }
        Object[] parts = segments.toArray();
        return frame -> fill(parts, text, frame);
    }

    private static @Nullable JsonNode fill(Object[] parts, String text, EvaluationFrame frame) {
        StringBuilder filled = new StringBuilder(64);
        for (Object part : parts) {
            if (part instanceof CompiledValue source) {
                JsonNode value = source.read(frame);
                if (value == null) {
                    return null;
                }
                if (value.isContainerNode()) {
                    throw new PayloadMismatchException(
                            text, "expected a scalar in the text, found " + FieldPath.formOf(value));
                }
                filled.append(value.asText());
            } else {
                filled.append((String) part);
            }
        }
        return TextNode.valueOf(filled.toString());
    }
}
