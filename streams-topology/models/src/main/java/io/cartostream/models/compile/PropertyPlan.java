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

    /** The value; null if it is absent, or refused, which is reported. */
    @Nullable
    PropertyValue read(EvaluationFrame frame, FactCollector out) {
        try {
            JsonNode value = source.read(frame);
            return value == null ? null : conversion.convert(value, path);
        } catch (PayloadMismatchException e) {
            out.refused(e);
            return null;
        }
    }
}
