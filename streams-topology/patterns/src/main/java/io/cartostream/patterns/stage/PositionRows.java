package io.cartostream.patterns.stage;

import io.cartostream.patterns.graph.PatternNode;
import io.cartostream.patterns.language.PatternGathering.GatherKind;
import io.cartostream.patterns.plan.GatheringPlan;
import io.cartostream.patterns.plan.HopPlan;
import io.cartostream.patterns.stage.PlanIndex.HopSite;
import io.cartostream.patterns.value.GatheredRow;
import java.util.List;
import java.util.TreeSet;

/** Computes the rows that a node at a position contributes to the position before it. */
final class PositionRows {
    private final SupporterCounts counts;
    private final int rowLimit;

    PositionRows(SupporterCounts counts, int rowLimit) {
        this.counts = counts;
        this.rowLimit = rowLimit;
    }

    /** The node's own columns, joined with its supporters' rows; the best row only for {@code min} and {@code max}. */
    List<String> rows(PatternNode node, HopSite site) {
        GatheringPlan gathering = site.gathering();
        HopPlan hop = site.hop();
        if (hop.position() == gathering.farEnd()) {
            return gathering.counts()
                    ? List.of(node.key().text())
                    : filled(
                            List.of(GatheredRow.empty(gathering.columnNames().size())
                                    .text()),
                            node,
                            site);
        }
        boolean extreme = gathering.kind() == GatherKind.MINIMUM || gathering.kind() == GatherKind.MAXIMUM;
        int limit = extreme ? 1 : rowLimit;
        List<String> rows = counts.rows(node.key(), gathering, hop.position(), limit + 1);
        TreeSet<String> sent = new TreeSet<>(rows.subList(0, Math.min(rows.size(), limit)));
        if (!extreme && rows.size() > limit) {
            sent.add(SupporterCounts.CUT);
        }
        return filled(List.copyOf(sent), node, site);
    }

    private static List<String> filled(List<String> rows, PatternNode node, HopSite site) {
        return RowFanOut.filled(site, site.hop().columns(), rows, node.properties());
    }
}
