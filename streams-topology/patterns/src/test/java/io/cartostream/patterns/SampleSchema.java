package io.cartostream.patterns;

import io.cartostream.models.ModelException;
import io.cartostream.models.ModelSet;
import io.cartostream.patterns.schema.GraphSchema;
import java.nio.file.Path;

/** The built-in models, and those of the derivations that the sample rules read. */
final class SampleSchema {
    private static final GraphSchema SCHEMA = load();

    private SampleSchema() {}

    static GraphSchema schema() {
        return SCHEMA;
    }

    private static GraphSchema load() {
        try {
            return GraphSchema.of(ModelSet.load(Path.of("src/test/resources/models"), true));
        } catch (ModelException e) {
            throw new IllegalStateException(e);
        }
    }
}
