package io.cartostream.patterns.stage;

import io.cartostream.contract.EntityKey;
import io.cartostream.models.fact.PropertyValue;
import io.cartostream.patterns.graph.PatternNode;
import io.cartostream.patterns.plan.GatheringPlan;
import io.cartostream.patterns.plan.HopPlan;
import io.cartostream.patterns.stage.DueTimes.DueEntry;
import io.cartostream.patterns.stage.PatternMessage.AnchorRecheck;
import io.cartostream.patterns.stage.PatternMessage.NodeUpserted;
import io.cartostream.patterns.stage.PatternMessage.RelationshipSeen;
import io.cartostream.patterns.stage.PatternMessage.SupporterRows;
import io.cartostream.patterns.stage.PlanIndex.HopSite;
import io.cartostream.patterns.value.ExpressionEvaluator;
import io.cartostream.patterns.value.GatheredRow;
import io.cartostream.patterns.value.NodeConditions;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates patterns incrementally: counting semi-joins from the far end of each path to its anchor. At rest (no message and no
 * work left) its results are those of the reference evaluation of the same graph at the same time.
 *
 * <p>State and messages are keyed by node, so that partitions work independently. Messages from one node to another keep their
 * order; nothing else needs an order, and any message may arrive again. One call does bounded work: a hub sends in slices, which
 * {@link #work} continues. For one thread.
 */
public final class PatternStage {
    private static final String NODE = "n";

    private final PlanIndex plans;
    private final NodeRecords records;
    private final SupporterCounts counts;
    private final DueTimes dueTimes;
    private final RowFanOut fanOut;
    private final AnchorStates anchors;
    private final PositionRows positions;
    private final StageLimits limits;

    /** A stage over the state of one partition. */
    public PatternStage(
            PlanIndex plans, PatternStore store, AnchorInputs inputs, PatternOutput output, StageLimits limits) {
        this.plans = plans;
        this.records = new NodeRecords(store, plans);
        this.counts = new SupporterCounts(store);
        this.dueTimes = new DueTimes(store);
        this.fanOut = new RowFanOut(store, plans, records, output);
        this.anchors = new AnchorStates(store, counts, dueTimes, inputs, output, limits.rows());
        this.positions = new PositionRows(counts, limits.rows());
        this.limits = limits;
    }

    /**
     * Processes one message.
     *
     * @param now the time, which never goes back
     */
    public void process(PatternMessage message, Instant now) {
        if (message instanceof NodeUpserted upserted) {
            node(upserted.target(), upserted.node(), now);
        } else if (message instanceof PatternMessage.NodeDeleted deleted) {
            node(deleted.target(), null, now);
        } else if (message instanceof RelationshipSeen seen) {
            relationship(seen, now);
        } else if (message instanceof SupporterRows rows) {
            supporter(
                    rows.target(),
                    plans.gathering(rows.gathering()),
                    rows.position(),
                    rows.supporter(),
                    rows.rows(),
                    now);
        } else if (message instanceof AnchorRecheck recheck) {
            PatternNode node = records.read(recheck.target());
            if (node != null) {
                plans.patternsOf(node.labels()).forEach(pattern -> refreshAnchor(pattern, recheck.target(), node, now));
            }
        }
    }

    /** Whether {@link #work} has something to do. */
    public boolean hasWork() {
        return fanOut.hasWork();
    }

    /** Continues one fan-out by one slice. */
    public void work() {
        fanOut.work(limits.slice());
    }

    /** Evaluates what is due; returns how many entries were, at most the slice. Call it again while that many were. */
    public int advance(Instant now) {
        List<DueEntry> due = dueTimes.take(now, limits.slice());
        for (DueEntry entry : due) {
            PatternNode node = records.read(entry.node());
            if (node != null && entry.what().equals(NODE)) {
                refreshSites(entry.node(), node, node.labels(), now);
            } else if (node != null) {
                refreshAnchor(Integer.parseInt(entry.what()), entry.node(), node, now);
            }
        }
        return due.size();
    }

    private void node(EntityKey.Node key, @Nullable PatternNode state, Instant now) {
        PatternNode before = records.read(key);
        if (!records.write(key, state)) {
            return;
        }
        PatternNode after = records.read(key);
        Set<String> labels = new HashSet<>(before == null ? Set.of() : before.labels());
        labels.addAll(after == null ? Set.of() : after.labels());
        refreshSites(key, after, labels, now);
        plans.patternsOf(labels).forEach(pattern -> refreshAnchor(pattern, key, after, now));
    }

    private void refreshAnchor(int pattern, EntityKey.Node key, @Nullable PatternNode node, Instant now) {
        anchors.refresh(plans.patterns().get(pattern), pattern, key, node, now);
    }

    private void refreshSites(EntityKey.Node key, @Nullable PatternNode node, Set<String> labels, Instant now) {
        Instant due = null;
        for (HopSite site : plans.sitesOf(labels)) {
            Instant siteDue = refreshSite(key, node, site, now);
            due = due == null || (siteDue != null && siteDue.isBefore(due)) ? siteDue : due;
        }
        dueTimes.set(key, NODE, due);
    }

    /** Sends the position's rows if they changed; returns when its condition may change by itself. */
    private @Nullable Instant refreshSite(EntityKey.Node key, @Nullable PatternNode node, HopSite site, Instant now) {
        ExpressionEvaluator evaluator = new ExpressionEvaluator(
                plans.patterns()
                        .get(plans.patternOf(site.gathering().index()))
                        .pattern()
                        .parameters(),
                now);
        List<String> rows = List.of();
        if (node != null
                && node.carriesAny(site.hop().labels())
                && NodeConditions.holds(site.hop().condition(), node.properties(), evaluator)) {
            rows = positions.rows(node, site);
        }
        fanOut.change(key, site, rows, limits.slice());
        return evaluator.dueAt();
    }

    private void relationship(RelationshipSeen seen, Instant now) {
        boolean kept = false;
        for (HopSite site : plans.sitesOfType(seen.type())) {
            HopPlan hop = site.hop();
            if (hop.folded() && hop.outward() == seen.outgoing()) {
                folded(seen, site, now);
            } else if (!hop.folded() && hop.outward() != seen.outgoing()) {
                kept |= RelationshipRouter.accepts(hop, seen.other());
            }
        }
        String key = StateKeys.edge(seen.target(), seen.type(), seen.outgoing(), seen.other());
        boolean known = records.knowsEdge(key);
        if (!kept || !records.writeEdge(key, seen.properties())) {
            return;
        }
        for (HopSite site : plans.sitesOfType(seen.type())) {
            HopPlan hop = site.hop();
            if (!hop.folded() && hop.outward() != seen.outgoing() && RelationshipRouter.accepts(hop, seen.other())) {
                fanOut.sendAlong(seen.target(), site, seen.type(), seen.other(), seen.properties(), known);
            }
        }
    }

    /** A relationship to a literal far end supports its near end by itself. */
    private void folded(RelationshipSeen seen, HopSite site, Instant now) {
        HopPlan hop = site.hop();
        boolean literal = hop.literalIds().contains(seen.other().id())
                && hop.literalIdentities().contains(seen.other().label());
        if (!literal || !RelationshipRouter.accepts(hop, seen.target())) {
            return;
        }
        Map<String, PropertyValue> properties = seen.properties();
        List<String> row =
                List.of(GatheredRow.empty(site.gathering().columnNames().size()).text());
        supporter(
                seen.target(),
                site.gathering(),
                hop.position() - 1,
                RowFanOut.supporter(seen.type(), seen.other()),
                properties == null || !RowFanOut.holds(hop, properties)
                        ? List.of()
                        : RowFanOut.filled(site, hop.relationshipColumns(), row, properties),
                now);
    }

    private void supporter(
            EntityKey.Node node,
            GatheringPlan gathering,
            int position,
            String supporter,
            List<String> rows,
            Instant now) {
        if (!counts.replace(node, gathering, position, supporter, rows)) {
            return;
        }
        if (position == 0) {
            refreshAnchor(plans.patternOf(gathering.index()), node, records.read(node), now);
        } else {
            refreshSite(node, records.read(node), new HopSite(gathering, gathering.hop(position)), now);
        }
    }
}
