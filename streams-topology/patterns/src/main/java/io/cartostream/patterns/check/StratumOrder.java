package io.cartostream.patterns.check;

import io.cartostream.models.source.ModelProblems;
import io.cartostream.patterns.language.PatternDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The strata of derivations: a derivation is one above the highest derivation whose facts it reads, so that it reads lower
 * strata only and a change ends after as many rounds as there are strata.
 */
public final class StratumOrder {
    private final SortedMap<String, SortedSet<String>> reads = new TreeMap<>();
    private final SortedMap<String, Integer> strata = new TreeMap<>();

    private StratumOrder() {}

    /**
     * Orders derivations. A cycle is reported once, with its members, and gets no stratum.
     *
     * @param derivations the patterns by the name of the derivation that publishes their results
     * @param supplies what each pattern reads
     */
    public static StratumOrder of(
            Map<String, PatternDefinition> derivations, Collection<PatternReads> supplies, ModelProblems problems) {
        StratumOrder order = new StratumOrder();
        for (PatternReads read : supplies) {
            SortedSet<String> lower = new TreeSet<>(read.derivations());
            lower.retainAll(derivations.keySet());
            order.reads.put(read.pattern(), lower);
        }
        for (String derivation : order.reads.keySet()) {
            order.visit(derivation, new ArrayList<>(), derivations, problems);
        }
        return order;
    }

    /** The strata, from 1, by derivation; those of a cycle are missing. */
    public SortedMap<String, Integer> strata() {
        return Collections.unmodifiableSortedMap(strata);
    }

    /** Returns the derivation's stratum; 0 if it is part of a cycle or above one. */
    private int visit(
            String derivation, List<String> path, Map<String, PatternDefinition> derivations, ModelProblems problems) {
        Integer known = strata.get(derivation);
        if (known != null) {
            return known;
        }
        int start = path.indexOf(derivation);
        if (start >= 0) {
            report(path.subList(start, path.size()), derivations, problems);
            return 0;
        }
        path.add(derivation);
        int stratum = 1;
        for (String lower : reads.getOrDefault(derivation, Collections.emptySortedSet())) {
            int below = visit(lower, path, derivations, problems);
            stratum = below == 0 || stratum == 0 ? 0 : Math.max(stratum, below + 1);
        }
        path.remove(path.size() - 1);
        if (stratum > 0) {
            strata.put(derivation, stratum);
        }
        return stratum;
    }

    /** Reports a cycle when its walk started at its first member by name, so that it is reported once. */
    private static void report(List<String> cycle, Map<String, PatternDefinition> derivations, ModelProblems problems) {
        String first = Collections.min(cycle);
        PatternDefinition pattern = derivations.get(first);
        if (!cycle.get(0).equals(first) || pattern == null) {
            return;
        }
        problems.add(
                pattern.at(),
                "derivations read each other's facts: " + String.join(" → ", cycle) + " → " + first
                        + "; let one of them read the graph as the models yield it");
    }
}
