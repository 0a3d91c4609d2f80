package io.cartostream.patterns.check;

import io.cartostream.patterns.schema.SupplyType;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a pattern reads, and which resource types supply it: the source of the reasons for an unknown result.
 *
 * @param pattern the pattern's name
 * @param byName the types by gathering or property of the anchor
 */
public record PatternReads(String pattern, SortedMap<String, SortedSet<SupplyType>> byName) {

    /** All types. */
    public SortedSet<SupplyType> all() {
        SortedSet<SupplyType> all = new TreeSet<>();
        byName.forEach((name, types) -> all.addAll(types));
        return all;
    }

    /** The derivations whose facts the pattern reads. */
    public SortedSet<String> derivations() {
        SortedSet<String> derivations = new TreeSet<>();
        all().forEach(type -> derivations.add(type.derivation()));
        derivations.remove("");
        return derivations;
    }
}
