package io.cartostream.patterns.plan;

import io.cartostream.patterns.check.PatternReads;
import io.cartostream.patterns.language.PatternDefinition;
import java.util.SortedMap;

/**
 * A compiled pattern.
 *
 * @param pattern the pattern
 * @param gatherings its gatherings by name
 * @param reads what it reads, with the resource types that supply it
 */
public record PatternPlan(PatternDefinition pattern, SortedMap<String, GatheringPlan> gatherings, PatternReads reads) {}
