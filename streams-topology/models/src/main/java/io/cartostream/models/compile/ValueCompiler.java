package io.cartostream.models.compile;

import com.fasterxml.jackson.databind.JsonNode;
import io.cartostream.models.declaration.ValueDeclaration;
import io.cartostream.models.function.FunctionRegistry;
import io.cartostream.models.function.ModelFunction;
import io.cartostream.models.source.ModelProblems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compiles values of all forms and collects the functions that they call. */
final class ValueCompiler {
    private final ExpressionCompiler expressions;
    private final FunctionRegistry functions;
    private final ModelProblems problems;
    private final Set<String> called = new TreeSet<>();

    ValueCompiler(FunctionRegistry functions, ModelProblems problems) {
        this.expressions = new ExpressionCompiler(problems);
        this.functions = functions;
        this.problems = problems;
    }

    /** The functions called so far, as {@code name:version}. */
    Set<String> called() {
        return called;
    }

    ExpressionCompiler expressions() {
        return expressions;
    }

    CompiledValue compile(ValueDeclaration value, VariableScope names) {
        CompiledValue source =
                switch (value.kind()) {
                    case EXPRESSION -> expressions.compile(value.at(), value.text(), names);
                    case TEMPLATE -> expressions.template(value.at(), value.text(), names);
                    case CONSTANT -> constant(value.constant());
                    case CALL -> call(value, names);
                    case FIRST_OF -> firstOf(value, names);
                };
        Map<String, JsonNode> table = value.table();
        CompiledValue mapped = table == null ? source : through(table, source);
        JsonNode otherwise = value.otherwise();
        return otherwise == null
                ? mapped
                : frame -> {
                    JsonNode found = mapped.read(frame);
                    return found == null ? otherwise : found;
                };
    }

    private static CompiledValue constant(@Nullable JsonNode constant) {
        return frame -> constant;
    }

    private static CompiledValue through(Map<String, JsonNode> table, CompiledValue source) {
        return frame -> {
            JsonNode value = source.read(frame);
            return value == null ? null : table.get(value.asText());
        };
    }

    private CompiledValue firstOf(ValueDeclaration value, VariableScope names) {
        CompiledValue[] parts = parts(value, names);
        return frame -> {
            for (CompiledValue part : parts) {
                JsonNode found = part.read(frame);
                if (found != null) {
                    return found;
                }
            }
            return null;
        };
    }

    private CompiledValue call(ValueDeclaration value, VariableScope names) {
        CompiledValue[] arguments = parts(value, names);
        FunctionRegistry.Entry entry = functions.find(value.text());
        if (entry == null) {
            problems.add(
                    value.at(),
                    "no function '" + value.text() + "' (there are "
                            + String.join(", ", functions.all().keySet()) + ")");
            return frame -> null;
        }
        if (entry.arguments() != arguments.length) {
            problems.add(value.at(), "'" + entry.name() + "' takes " + entry.arguments() + " arguments");
        }
        called.add(entry.name() + ":" + entry.version());
        ModelFunction function = entry.function();
        return frame -> {
            List<@Nullable JsonNode> values = new ArrayList<>(arguments.length);
            for (CompiledValue argument : arguments) {
                values.add(argument.read(frame));
            }
            try {
                JsonNode result = function.apply(values);
                return result == null || result.isNull() || result.isMissingNode() ? null : result;
            } catch (IllegalArgumentException e) {
                throw new PayloadMismatchException(entry.name() + "(…)", String.valueOf(e.getMessage()));
            }
        };
    }

    private CompiledValue[] parts(ValueDeclaration value, VariableScope names) {
        return Arrays.copyOf(
                value.parts().stream().map(part -> compile(part, names)).toArray(),
                value.parts().size(),
                CompiledValue[].class);
    }
}
