package io.cartostream.patterns.reference;

import io.cartostream.contract.EntityKey;
import io.cartostream.models.fact.PropertyValue;
import io.cartostream.patterns.graph.PatternNode;
import io.cartostream.patterns.graph.PatternRelationship;
import io.cartostream.patterns.language.ParameterValue;
import io.cartostream.patterns.language.PatternDefinition;
import io.cartostream.patterns.language.PatternGathering;
import io.cartostream.patterns.language.PatternGathering.GatherColumn;
import io.cartostream.patterns.language.PatternHop;
import io.cartostream.patterns.value.AnchorEvaluator;
import io.cartostream.patterns.value.AnchorResult;
import io.cartostream.patterns.value.EvaluatedValue;
import io.cartostream.patterns.value.ExpressionEvaluator;
import io.cartostream.patterns.value.GatheredRow;
import io.cartostream.patterns.value.GatheredValues;
import io.cartostream.patterns.value.NodeConditions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates patterns on a whole graph by following every path from every anchor. It defines what a pattern means: the
 * incremental evaluation and the Cypher twin must agree with it.
 */
public final class ReferenceEvaluator {
    private final Map<EntityKey.Node, PatternNode> nodes = new HashMap<>();
    private final Map<EntityKey.Node, List<PatternRelationship>> outgoing = new HashMap<>();
    private final Map<EntityKey.Node, List<PatternRelationship>> incoming = new HashMap<>();
    private final Instant now;

    /** Takes a graph at a time. A relationship whose ends are not both nodes of the graph is on no path. */
    public ReferenceEvaluator(
            Collection<PatternNode> nodes, Collection<PatternRelationship> relationships, Instant now) {
        nodes.forEach(node -> this.nodes.put(node.key(), node));
        for (PatternRelationship relationship : relationships) {
            outgoing.computeIfAbsent(relationship.key().from(), key -> new ArrayList<>())
                    .add(relationship);
            incoming.computeIfAbsent(relationship.key().to(), key -> new ArrayList<>())
                    .add(relationship);
        }
        this.now = now;
    }

    /** Returns the results at all anchors, ordered by their keys' texts. Everything counts as read. */
    public SortedMap<EntityKey.Node, AnchorResult> evaluate(PatternDefinition pattern) {
        return evaluate(pattern, pattern.parameters());
    }

    /** Returns the results with other parameters than the defaults. */
    public SortedMap<EntityKey.Node, AnchorResult> evaluate(
            PatternDefinition pattern, Map<String, ParameterValue> parameters) {
        SortedMap<EntityKey.Node, AnchorResult> results = new TreeMap<>(Comparator.comparing(EntityKey.Node::text));
        for (PatternNode node : nodes.values()) {
            if (node.labels().contains(pattern.anchor())) {
                Map<String, EvaluatedValue> gathered = new HashMap<>();
                pattern.let()
                        .forEach((name, gathering) -> gathered.put(name, gather(name, gathering, node, parameters)));
                results.put(
                        node.key(),
                        AnchorEvaluator.evaluate(
                                pattern, parameters, now, node.properties(), gathered, name -> new TreeSet<>()));
            }
        }
        return results;
    }

    private EvaluatedValue gather(
            String name, PatternGathering gathering, PatternNode anchor, Map<String, ParameterValue> parameters) {
        PathWalk walk = new PathWalk(gathering, parameters);
        walk.from(anchor, 1, new HashMap<>());
        SortedSet<String> unread = new TreeSet<>();
        return switch (gathering.kind()) {
            case EXISTS -> GatheredValues.exists(!walk.ends.isEmpty(), unread);
            case COUNT -> GatheredValues.count(walk.ends.size(), unread);
            case MINIMUM, MAXIMUM -> GatheredValues.extreme(gathering.kind(), name, walk.rows, unread);
            case ROWS -> GatheredValues.rows(gathering.columnNames(), walk.rows, unread);
        };
    }

    /** All paths of one gathering from one anchor. */
    private final class PathWalk {
        final Set<EntityKey.Node> ends = new HashSet<>();
        final SortedSet<GatheredRow> rows = new TreeSet<>();
        private final PatternGathering gathering;
        private final Map<String, ParameterValue> parameters;

        PathWalk(PatternGathering gathering, Map<String, ParameterValue> parameters) {
            this.gathering = gathering;
            this.parameters = parameters;
        }

        /** Follows the hop to a position; the properties are those of the path so far, relationships under negative positions. */
        void from(PatternNode near, int position, Map<Integer, Map<String, PropertyValue>> path) {
            if (position > gathering.path().size()) {
                end(near, path);
                return;
            }
            PatternHop hop = gathering.path().get(position - 1);
            for (PatternRelationship relationship :
                    (hop.outward() ? outgoing : incoming).getOrDefault(near.key(), List.of())) {
                PatternNode far = nodes.get(
                        hop.outward()
                                ? relationship.key().to()
                                : relationship.key().from());
                if (far != null && accepts(hop, relationship, far)) {
                    path.put(-position, relationship.properties());
                    path.put(position, far.properties());
                    from(far, position + 1, path);
                }
            }
        }

        private boolean accepts(PatternHop hop, PatternRelationship relationship, PatternNode far) {
            ExpressionEvaluator evaluator = new ExpressionEvaluator(parameters, now);
            return hop.relationship().types().contains(relationship.key().type())
                    && far.carriesAny(hop.node().labels())
                    && NodeConditions.holds(hop.relationship().condition(), relationship.properties(), evaluator)
                    && NodeConditions.holds(hop.node().condition(), far.properties(), evaluator);
        }

        private void end(PatternNode far, Map<Integer, Map<String, PropertyValue>> path) {
            ends.add(far.key());
            List<@Nullable PropertyValue> values = new ArrayList<>();
            for (GatherColumn column : gathering.columns()) {
                values.add(path.getOrDefault(gathering.positionOf(column), Map.of())
                        .get(column.property()));
            }
            GatheredRow row = new GatheredRow(values);
            if (GatheredValues.accepts(gathering.kind(), row)) {
                rows.add(row);
            }
        }
    }
}
