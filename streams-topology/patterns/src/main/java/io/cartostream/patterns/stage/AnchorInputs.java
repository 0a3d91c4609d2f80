package io.cartostream.patterns.stage;

import io.cartostream.contract.EntityKey;
import io.cartostream.patterns.language.ParameterValue;
import io.cartostream.patterns.plan.PatternPlan;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a pattern's result depends on besides the graph and the time: parameters, and what was not read of the inventory. */
public interface AnchorInputs {

    /** The parameters in force at an anchor. */
    default Map<String, ParameterValue> parameters(PatternPlan plan, EntityKey.Node anchor) {
        return plan.pattern().parameters();
    }

    /** Why a gathering or property may be incomplete at an anchor; empty if all that supplies it was read. */
    default SortedSet<String> unread(PatternPlan plan, EntityKey.Node anchor, String name) {
        return new TreeSet<>();
    }
}
