package io.cartostream.patterns.stage;

import io.cartostream.contract.EntityKey;
import io.cartostream.patterns.value.StateText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The index of due times: when something of a node is to be evaluated again although no input changes. */
final class DueTimes {
    private static final String PREFIX = "D|";

    private final PatternStore store;

    DueTimes(PatternStore store) {
        this.store = store;
    }

    /** One entry that is due. */
    record DueEntry(EntityKey.Node node, String what) {}

    /** Sets the due time of something of a node; null for none. */
    void set(EntityKey.Node node, String what, @Nullable Instant due) {
        String key = StateKeys.due(node, what);
        String before = store.get(key);
        String after = due == null ? null : sortable(due);
        if (Objects.equals(before, after)) {
            return;
        }
        if (before != null) {
            store.delete(PREFIX + StateText.join(before, node.text(), what));
            store.delete(key);
        }
        if (after != null) {
            store.put(PREFIX + StateText.join(after, node.text(), what), "");
            store.put(key, after);
        }
    }

    /** Takes entries that are due, up to the limit. */
    List<DueEntry> take(Instant now, int limit) {
        String bound = sortable(now);
        List<DueEntry> due = new ArrayList<>();
        store.scan(PREFIX, "", (key, value) -> {
            List<String> parts = StateText.split(key);
            if (parts.get(1).compareTo(bound) > 0) {
                return false;
            }
            due.add(new DueEntry((EntityKey.Node) EntityKey.parse(parts.get(2)), parts.get(3)));
            return due.size() < limit;
        });
        due.forEach(entry -> set(entry.node(), entry.what(), null));
        return due;
    }

    private static String sortable(Instant instant) {
        return "%016x%09d".formatted(instant.getEpochSecond() ^ Long.MIN_VALUE, instant.getNano());
    }
}
