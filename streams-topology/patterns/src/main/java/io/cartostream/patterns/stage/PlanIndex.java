package io.cartostream.patterns.stage;

import io.cartostream.patterns.language.ExpressionNames;
import io.cartostream.patterns.language.PatternExpression;
import io.cartostream.patterns.plan.GatheringPlan;
import io.cartostream.patterns.plan.HopPlan;
import io.cartostream.patterns.plan.PatternPlan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The plans in force, found by label, relationship type and index. Immutable. */
public final class PlanIndex {
    private final List<PatternPlan> patterns;
    private final Map<Integer, GatheringPlan> gatherings = new HashMap<>();
    private final Map<Integer, Integer> patternOf = new HashMap<>();
    private final Map<String, List<HopSite>> sitesByLabel = new HashMap<>();
    private final Map<String, List<HopSite>> sitesByType = new HashMap<>();
    private final Map<String, List<Integer>> patternsByAnchor = new HashMap<>();
    private final Set<String> properties = new HashSet<>();

    /** One position of a gathering, and the hop from it towards the anchor. */
    record HopSite(GatheringPlan gathering, HopPlan hop) {}

    /** Indexes plans that were compiled together. */
    public PlanIndex(List<PatternPlan> patterns) {
        this.patterns = List.copyOf(patterns);
        for (int i = 0; i < patterns.size(); i++) {
            PatternPlan plan = patterns.get(i);
            patternsByAnchor
                    .computeIfAbsent(plan.pattern().anchor(), anchor -> new ArrayList<>())
                    .add(i);
            plan.pattern().expressions().values().forEach(this::addProperties);
            for (GatheringPlan gathering : plan.gatherings().values()) {
                gatherings.put(gathering.index(), gathering);
                patternOf.put(gathering.index(), i);
                gathering.hops().forEach(hop -> add(new HopSite(gathering, hop)));
            }
        }
    }

    private void add(HopSite site) {
        HopPlan hop = site.hop();
        if (!hop.folded()) {
            hop.labels().forEach(label -> sitesByLabel
                    .computeIfAbsent(label, key -> new ArrayList<>())
                    .add(site));
        }
        hop.types().forEach(type -> sitesByType
                .computeIfAbsent(type, key -> new ArrayList<>())
                .add(site));
        addProperties(hop.condition());
        addProperties(hop.relationshipCondition());
        properties.addAll(hop.columns().values());
        properties.addAll(hop.relationshipColumns().values());
    }

    private void addProperties(@Nullable PatternExpression expression) {
        if (expression != null) {
            properties.addAll(ExpressionNames.bareNames(expression));
        }
    }

    List<PatternPlan> patterns() {
        return patterns;
    }

    GatheringPlan gathering(int index) {
        GatheringPlan found = gatherings.get(index);
        if (found == null) {
            throw new IllegalArgumentException("no gathering " + index);
        }
        return found;
    }

    int patternOf(int gathering) {
        return patternOf.getOrDefault(gathering, -1);
    }

    /** Whether a plan reads a property of this name. */
    boolean reads(String property) {
        return properties.contains(property);
    }

    /** Whether a plan asks for a label. */
    boolean knows(String label) {
        return sitesByLabel.containsKey(label) || patternsByAnchor.containsKey(label);
    }

    /** The sites whose position a node with one of the labels may take. */
    Set<HopSite> sitesOf(Collection<String> labels) {
        Set<HopSite> sites = new LinkedHashSet<>();
        labels.forEach(label -> sites.addAll(sitesByLabel.getOrDefault(label, List.of())));
        return sites;
    }

    /** The patterns of which a node with one of the labels is an anchor. */
    Set<Integer> patternsOf(Collection<String> labels) {
        Set<Integer> found = new LinkedHashSet<>();
        labels.forEach(label -> found.addAll(patternsByAnchor.getOrDefault(label, List.of())));
        return found;
    }

    /** The sites whose hop follows relationships of a type. */
    List<HopSite> sitesOfType(String type) {
        return sitesByType.getOrDefault(type, List.of());
    }
}
