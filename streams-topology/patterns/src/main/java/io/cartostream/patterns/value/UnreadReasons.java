package io.cartostream.patterns.value;

import java.util.SortedSet;

/** Says what was not read completely of the inventory that supplies a name of a pattern, at one anchor. */
@FunctionalInterface
public interface UnreadReasons {
    /** The reasons for a gathering or a property of the anchor; empty if all of it was read. */
    SortedSet<String> of(String name);
}
