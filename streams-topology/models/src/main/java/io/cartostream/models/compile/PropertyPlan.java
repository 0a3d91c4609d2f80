package io.cartostream.models.compile;

import com.fasterxml.jackson.databind.JsonNode;
import io.cartostream.models.declaration.ValueDeclaration;
import io.cartostream.models.fact.PropertyValue;
import org.jspecify.annotations.Nullable;

/** One property: the source of its value, and its type. */
record PropertyPlan(String name, CompiledValue source, ValueConversion conversion, String path) {

    static PropertyPlan of(String name, ValueDeclaration value, ValueCompiler compiler, VariableScope names) {
        return new PropertyPlan(
                name, compiler.compile(value, names), ValueConversion.to(value.type()), value.describe());
    }

    @Nullable
    PropertyValue read(EvaluationFrame frame) {
        JsonNode value = source.read(frame);
        return value == null ? null : conversion.convert(value, path);
    }
}
