package io.cartostream.models.declaration;

import io.cartostream.models.fact.AssertionRole;
import io.cartostream.yaml.SourceLocation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node that an item yields.
 *
 * @param at where it is declared
 * @param label the identity label
 * @param labels further labels: compatibility names and families
 * @param role whether this model owns the label, knows part of the node, or enriches it
 * @param id the id; an item without it yields no such node
 * @param properties name to value, without {@code id}, which is always there
 * @param ontology the provider-independent view; null if there is none
 * @param relationships its relationships, those of every node included
 * @param indexes properties that queries look it up by
 * @param when the condition under which it is there; null: always
 */
public record NodeDeclaration(
        SourceLocation at,
        String label,
        List<LabelDeclaration> labels,
        AssertionRole role,
        ValueDeclaration id,
        Map<String, ValueDeclaration> properties,
        @Nullable OntologyDeclaration ontology,
        List<RelationshipDeclaration> relationships,
        List<String> indexes,
        @Nullable String when) {

    /** Whether this model owns the label. */
    public boolean owns() {
        return role == AssertionRole.OWNER;
    }
}
