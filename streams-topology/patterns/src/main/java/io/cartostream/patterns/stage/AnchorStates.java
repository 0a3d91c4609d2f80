package io.cartostream.patterns.stage;

import io.cartostream.contract.EntityKey;
import io.cartostream.patterns.graph.PatternNode;
import io.cartostream.patterns.language.PatternGathering.GatherKind;
import io.cartostream.patterns.plan.GatheringPlan;
import io.cartostream.patterns.plan.PatternPlan;
import io.cartostream.patterns.value.AnchorEvaluator;
import io.cartostream.patterns.value.AnchorResult;
import io.cartostream.patterns.value.EvaluatedValue;
import io.cartostream.patterns.value.GatheredRow;
import io.cartostream.patterns.value.GatheredValues;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Evaluates patterns at their anchors, and emits a result when it differs from the stored one. */
final class AnchorStates {
    private final PatternStore store;
    private final SupporterCounts counts;
    private final DueTimes dueTimes;
    private final AnchorInputs inputs;
    private final PatternOutput output;
    private final int rowLimit;

    AnchorStates(
            PatternStore store,
            SupporterCounts counts,
            DueTimes dueTimes,
            AnchorInputs inputs,
            PatternOutput output,
            int rowLimit) {
        this.store = store;
        this.counts = counts;
        this.dueTimes = dueTimes;
        this.inputs = inputs;
        this.output = output;
        this.rowLimit = rowLimit;
    }

    /** Evaluates one pattern; a node that is gone, or does not carry the anchor's label, has no result. */
    void refresh(PatternPlan plan, int pattern, EntityKey.Node key, @Nullable PatternNode node, Instant now) {
        AnchorResult result =
                node == null || !node.labels().contains(plan.pattern().anchor()) ? null : evaluate(plan, node, now);
        String stateKey = StateKeys.result(key, pattern);
        String before = store.get(stateKey);
        dueTimes.set(key, Integer.toString(pattern), result == null ? null : result.dueAt());
        if (result == null) {
            if (before != null) {
                store.delete(stateKey);
                output.result(plan.pattern().name(), key, null);
            }
            return;
        }
        String text = result.text();
        if (!text.equals(before)) {
            store.put(stateKey, text);
            output.result(plan.pattern().name(), key, result);
        }
    }

    private AnchorResult evaluate(PatternPlan plan, PatternNode node, Instant now) {
        Map<String, EvaluatedValue> gathered = new HashMap<>();
        plan.gatherings().forEach((name, gathering) -> gathered.put(name, gathered(plan, gathering, node.key())));
        return AnchorEvaluator.evaluate(
                plan.pattern(),
                inputs.parameters(plan, node.key()),
                now,
                node.properties(),
                gathered,
                name -> inputs.unread(plan, node.key(), name));
    }

    private EvaluatedValue gathered(PatternPlan plan, GatheringPlan gathering, EntityKey.Node node) {
        SortedSet<String> unread = new TreeSet<>(inputs.unread(plan, node, gathering.name()));
        List<String> texts = counts.rows(node, gathering, 0, limit(gathering));
        boolean cut = !texts.isEmpty() && texts.get(0).equals(SupporterCounts.CUT);
        if (cut || (gathering.kind() == GatherKind.ROWS && texts.size() > rowLimit)) {
            unread.add(gathering.name() + " has more than " + rowLimit + " rows");
        }
        if (gathering.counts()) {
            return GatheredValues.count(counts.total(node, gathering, 0) - (cut ? 1 : 0), unread);
        }
        SortedSet<GatheredRow> rows = new TreeSet<>();
        texts.stream()
                .filter(text -> !text.equals(SupporterCounts.CUT))
                .limit(rowLimit)
                .forEach(text -> rows.add(GatheredRow.parse(text)));
        return switch (gathering.kind()) {
            case EXISTS, COUNT -> GatheredValues.exists(!texts.isEmpty(), unread);
            case MINIMUM, MAXIMUM -> GatheredValues.extreme(gathering.kind(), gathering.name(), rows, unread);
            case ROWS -> GatheredValues.rows(gathering.columnNames(), rows, unread);
        };
    }

    private int limit(GatheringPlan gathering) {
        return gathering.kind() == GatherKind.ROWS ? rowLimit + 1 : 1;
    }
}
