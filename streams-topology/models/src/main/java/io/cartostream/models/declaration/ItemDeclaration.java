package io.cartostream.models.declaration;

import io.cartostream.yaml.SourceLocation;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an item yields: the payload itself, or each element of a list in it.
 *
 * @param at where it is declared
 * @param items the list, a value of the enclosing item; null for the payload itself
 * @param as the name by which expressions further inside speak of the item; null if it has none
 * @param let names for values that are used more than once
 * @param nodes the nodes
 * @param forEach nested items
 */
public record ItemDeclaration(
        SourceLocation at,
        @Nullable ValueDeclaration items,
        @Nullable String as,
        Map<String, ValueDeclaration> let,
        List<NodeDeclaration> nodes,
        List<ItemDeclaration> forEach) {

    /** All nodes, those of nested items included, in the order of the file. */
    public Stream<NodeDeclaration> allNodes() {
        return Stream.concat(nodes.stream(), forEach.stream().flatMap(ItemDeclaration::allNodes));
    }
}
