package io.cartostream.models.declaration;

import io.cartostream.yaml.SourceLocation;
import org.jspecify.annotations.Nullable;

/**
 * A further label.
 *
 * @param at where it is declared
 * @param label the label
 * @param when the condition under which the node has it; null: always
 */
public record LabelDeclaration(
        SourceLocation at, String label, @Nullable String when) {}
