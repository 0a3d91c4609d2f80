package io.cartostream.models.compile;

import com.fasterxml.jackson.databind.JsonNode;
import io.cartostream.models.declaration.ValueDeclaration;
import io.cartostream.models.fact.PropertyValue;
import org.jspecify.annotations.Nullable;

/** One property: where its value comes from and what type it has. */
record PropertyPlan(String name, Source source, Conversion conversion, String path) {

    static PropertyPlan of(String name, ValueDeclaration value, ValueCompiler compiler, Names names) {
        return new PropertyPlan(name, compiler.compile(value, names), Conversion.to(value.type()), value.describe());
    }

    @Nullable
    PropertyValue read(Frame frame) {
        JsonNode value = source.read(frame);
        return value == null ? null : conversion.convert(value, path);
    }
}
