package io.cartostream.patterns.stage;

import io.cartostream.contract.EntityKey;
import io.cartostream.models.fact.PropertyValue;
import io.cartostream.patterns.language.ParameterValue;
import io.cartostream.patterns.plan.GatheringPlan;
import io.cartostream.patterns.plan.HopPlan;
import io.cartostream.patterns.stage.PatternMessage.SupporterRows;
import io.cartostream.patterns.stage.PlanIndex.HopSite;
import io.cartostream.patterns.value.ExpressionEvaluator;
import io.cartostream.patterns.value.GatheredRow;
import io.cartostream.patterns.value.GatheredValues;
import io.cartostream.patterns.value.NodeConditions;
import io.cartostream.patterns.value.StateText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Sends a position's rows along the relationships of its hop, in slices: a cursor is stored where a slice ends. A change during
 * a fan-out starts it again from the first relationship, so that at its end every near node has the current rows.
 */
final class RowFanOut {
    private static final String WORK = "W|";

    private final PatternStore store;
    private final PlanIndex plans;
    private final NodeRecords records;
    private final PatternOutput output;
    private String served = "";

    RowFanOut(PatternStore store, PlanIndex plans, NodeRecords records, PatternOutput output) {
        this.store = store;
        this.plans = plans;
        this.records = records;
        this.output = output;
    }

    /** The rows that the node sent last, or is sending. */
    List<String> sent(EntityKey.Node node, HopSite site) {
        String text = store.get(
                StateKeys.sent(node, site.gathering().index(), site.hop().position()));
        return text == null ? List.of() : StateText.split(text);
    }

    /** Sends new rows if they differ from those that were sent last, up to the size of a slice. */
    void change(EntityKey.Node node, HopSite site, List<String> rows, int slice) {
        if (rows.equals(sent(node, site))) {
            return;
        }
        String key = StateKeys.sent(node, site.gathering().index(), site.hop().position());
        if (rows.isEmpty()) {
            store.delete(key);
        } else {
            store.put(key, StateText.join(rows.toArray(String[]::new)));
        }
        proceed(node, site, "", slice);
    }

    /** Whether there is unfinished work. */
    boolean hasWork() {
        return next("") != null;
    }

    /** Does one slice of the next unfinished fan-out, in turn, so that no hub keeps the others waiting. */
    void work(int slice) {
        String key = next(served);
        if (key == null) {
            key = next("");
        }
        if (key == null) {
            return;
        }
        served = key;
        List<String> parts = StateText.split(key);
        GatheringPlan gathering = plans.gathering(Integer.parseInt(parts.get(2)));
        HopSite site = new HopSite(gathering, gathering.hop(Integer.parseInt(parts.get(3))));
        String cursor = store.get(key);
        proceed((EntityKey.Node) EntityKey.parse(parts.get(1)), site, cursor == null ? "" : cursor, slice);
    }

    private @Nullable String next(String after) {
        List<String> keys = new ArrayList<>();
        store.scan(WORK, after, (key, value) -> {
            keys.add(key);
            return false;
        });
        return keys.isEmpty() ? null : keys.get(0);
    }

    private void proceed(EntityKey.Node node, HopSite site, String cursor, int slice) {
        List<EdgeEntry> edges = new ArrayList<>();
        SortedMap<String, String> typeByPrefix = new TreeMap<>();
        for (String type : site.hop().types()) {
            typeByPrefix.put(StateKeys.edges(node, type, !site.hop().outward()), type);
        }
        typeByPrefix.forEach((prefix, type) -> {
            if (edges.size() <= slice) {
                store.scan(prefix, cursor, (key, value) -> {
                    edges.add(new EdgeEntry(type, key, value));
                    return edges.size() <= slice;
                });
            }
        });
        List<String> rows = sent(node, site);
        for (EdgeEntry edge : edges.subList(0, Math.min(slice, edges.size()))) {
            send(node, site, edge, rows);
        }
        String work = StateKeys.work(node, site.gathering().index(), site.hop().position());
        if (edges.size() > slice) {
            store.put(work, edges.get(slice - 1).key());
        } else if (store.get(work) != null) {
            store.delete(work);
        }
    }

    /** A stored relationship. */
    private record EdgeEntry(String type, String key, String value) {}

    private void send(EntityKey.Node node, HopSite site, EdgeEntry edge, List<String> rows) {
        EntityKey.Node near = StateKeys.otherOf(edge.key());
        Map<String, PropertyValue> properties = records.edgeProperties(edge.value());
        if (RelationshipRouter.accepts(site.hop(), near) && holds(site.hop(), properties)) {
            send(node, site, edge.type(), near, filled(site, site.hop().relationshipColumns(), rows, properties));
        }
    }

    /** Sends the current rows along one relationship that appeared or changed; none if it no longer holds. */
    void sendAlong(
            EntityKey.Node node,
            HopSite site,
            String type,
            EntityKey.Node near,
            @Nullable Map<String, PropertyValue> properties,
            boolean known) {
        List<String> rows = properties == null || !holds(site.hop(), properties)
                ? List.of()
                : filled(site, site.hop().relationshipColumns(), sent(node, site), properties);
        if (known || !rows.isEmpty()) {
            send(node, site, type, near, rows);
        }
    }

    private void send(EntityKey.Node node, HopSite site, String type, EntityKey.Node near, List<String> rows) {
        output.send(new SupporterRows(
                near, site.gathering().index(), site.hop().position() - 1, supporter(type, node), rows));
    }

    static String supporter(String type, EntityKey.Node far) {
        return StateText.join(type, far.text());
    }

    static boolean holds(HopPlan hop, Map<String, PropertyValue> properties) {
        Map<String, ParameterValue> none = Map.of();
        return NodeConditions.holds(
                hop.relationshipCondition(), properties, new ExpressionEvaluator(none, Instant.EPOCH));
    }

    /** The rows with further columns filled, without those that do not count. */
    static List<String> filled(
            HopSite site, Map<Integer, String> columns, List<String> rows, Map<String, PropertyValue> properties) {
        if (columns.isEmpty()) {
            return rows;
        }
        TreeSet<String> filled = new TreeSet<>();
        for (String text : rows) {
            if (text.equals(SupporterCounts.CUT)) {
                filled.add(text);
                continue;
            }
            GatheredRow row = GatheredRow.parse(text).with(columns, properties);
            if (GatheredValues.accepts(site.gathering().kind(), row)) {
                filled.add(row.text());
            }
        }
        return List.copyOf(filled);
    }
}
