package io.cartostream.patterns.stage;

import io.cartostream.contract.EntityKey;
import io.cartostream.patterns.language.PatternGathering.GatherKind;
import io.cartostream.patterns.plan.GatheringPlan;
import io.cartostream.patterns.value.StateText;
import io.cartostream.patterns.value.ValueEncoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The multiset of each position: supporter to its rows, and row to its number of supporters. A row counts once, however many
 * supporters it has; the same message twice changes nothing.
 */
final class SupporterCounts {
    /** The row that stands for rows beyond the limit, which were left out. */
    static final String CUT = "!";

    private final PatternStore store;

    SupporterCounts(PatternStore store) {
        this.store = store;
    }

    /** Replaces a supporter's rows; returns whether a row appeared or disappeared at the position. */
    boolean replace(EntityKey.Node node, GatheringPlan gathering, int position, String supporter, List<String> rows) {
        String key = StateKeys.supporter(node, gathering.index(), position, supporter);
        String text = StateText.join(rows.toArray(String[]::new));
        String before = store.get(key);
        if (rows.isEmpty() ? before == null : text.equals(before)) {
            return false;
        }
        Set<String> old = before == null ? Set.of() : new TreeSet<>(StateText.split(before));
        if (rows.isEmpty()) {
            store.delete(key);
        } else {
            store.put(key, text);
        }
        int appeared = 0;
        int disappeared = 0;
        for (String row : rows) {
            if (!old.contains(row) && add(rowKey(node, gathering, position, row), row, 1)) {
                appeared++;
            }
        }
        Set<String> current = new TreeSet<>(rows);
        for (String row : old) {
            if (!current.contains(row) && add(rowKey(node, gathering, position, row), row, -1)) {
                disappeared++;
            }
        }
        if (gathering.counts() && appeared != disappeared) {
            addTotal(StateKeys.total(node, gathering.index(), position), (long) appeared - disappeared);
        }
        return appeared + disappeared > 0;
    }

    private boolean add(String key, String row, long change) {
        String before = store.get(key);
        long count =
                (before == null ? 0 : Long.parseLong(StateText.split(before).get(0))) + change;
        if (count == 0) {
            store.delete(key);
        } else {
            store.put(key, StateText.join(Long.toString(count), row));
        }
        return before == null || count == 0;
    }

    private void addTotal(String key, long change) {
        long total = total(key) + change;
        if (total == 0) {
            store.delete(key);
        } else {
            store.put(key, Long.toString(total));
        }
    }

    private long total(String key) {
        String text = store.get(key);
        return text == null ? 0 : Long.parseLong(text);
    }

    /** The number of distinct rows of a counting gathering. */
    long total(EntityKey.Node node, GatheringPlan gathering, int position) {
        return total(StateKeys.total(node, gathering.index(), position));
    }

    /** The first rows of a position in the gathering's order, {@link #CUT} first if it is among them. */
    List<String> rows(EntityKey.Node node, GatheringPlan gathering, int position, int limit) {
        List<String> rows = new ArrayList<>();
        store.scan(StateKeys.counts(node, gathering.index(), position), "", (key, value) -> {
            rows.add(StateText.split(value).get(1));
            return rows.size() < limit;
        });
        return rows;
    }

    private static String rowKey(EntityKey.Node node, GatheringPlan gathering, int position, String row) {
        String prefix = StateKeys.counts(node, gathering.index(), position);
        if (row.equals(CUT)) {
            return prefix + " ";
        }
        return gathering.kind() == GatherKind.MAXIMUM || gathering.kind() == GatherKind.MINIMUM
                ? prefix + ValueEncoding.ordered(StateText.split(row).get(0), gathering.kind() == GatherKind.MAXIMUM)
                : prefix + row;
    }
}
