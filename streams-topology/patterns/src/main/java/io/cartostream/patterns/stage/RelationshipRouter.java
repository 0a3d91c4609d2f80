package io.cartostream.patterns.stage;

import io.cartostream.contract.EntityKey;
import io.cartostream.models.fact.PropertyValue;
import io.cartostream.patterns.plan.HopPlan;
import io.cartostream.patterns.stage.PatternMessage.RelationshipSeen;
import io.cartostream.patterns.stage.PlanIndex.HopSite;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Routes relationships to those of their ends that keep them: the far end of a hop, or the near end of a folded one. */
public final class RelationshipRouter {
    private final PlanIndex plans;

    /** Routes for plans. */
    public RelationshipRouter(PlanIndex plans) {
        this.plans = plans;
    }

    /**
     * Returns the messages for a relationship's new state.
     *
     * @param properties null if the relationship is gone
     */
    public List<RelationshipSeen> route(EntityKey.Relationship key, @Nullable Map<String, PropertyValue> properties) {
        boolean atStart = false;
        boolean atEnd = false;
        for (HopSite site : plans.sitesOfType(key.type())) {
            boolean keptAtStart = site.hop().outward() == site.hop().folded();
            EntityKey.Node near = site.hop().outward() ? key.from() : key.to();
            if (accepts(site.hop(), near)) {
                atStart |= keptAtStart;
                atEnd |= !keptAtStart;
            }
        }
        List<RelationshipSeen> messages = new ArrayList<>();
        if (atStart) {
            messages.add(new RelationshipSeen(key.from(), key.type(), true, key.to(), properties));
        }
        if (atEnd) {
            messages.add(new RelationshipSeen(key.to(), key.type(), false, key.from(), properties));
        }
        return messages;
    }

    static boolean accepts(HopPlan hop, EntityKey.Node near) {
        return hop.nearIdentities().isEmpty() || hop.nearIdentities().contains(near.label());
    }
}
