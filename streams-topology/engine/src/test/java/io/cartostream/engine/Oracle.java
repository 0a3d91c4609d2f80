package io.cartostream.engine;

import io.cartostream.contract.EntityKey;
import io.cartostream.contract.EntityKey.Node;
import io.cartostream.contract.EntityKey.Relationship;
import io.cartostream.contract.Scope;
import io.cartostream.engine.change.Provenance;
import io.cartostream.engine.event.EventCodec.Dated;
import io.cartostream.models.fact.AssertionRole;
import io.cartostream.models.fact.Fact;
import io.cartostream.models.fact.FactAssertion;
import io.cartostream.models.fact.FactSource;
import io.cartostream.models.fact.PropertyValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** G(I) by the letter of the design: folds all scopes, then merges all facts at once. Knows no stages. */
final class Oracle {
    private FactSource models;
    private final EngineConfig config;
    private final SortedMap<String, OracleScope> scopes = new TreeMap<>();

    Oracle(FactSource models, EngineConfig config) {
        this.models = models;
        this.config = config;
    }

    void apply(Dated dated) {
        Scope scope = dated.event().scope();
        scopes.computeIfAbsent(scope.key(), key -> new OracleScope(scope, models, config))
                .apply(dated.event(), dated.appendTime());
    }

    /** Other models are in force: what they can read is read by them, the rest stays. */
    void changeModels(FactSource newModels) {
        models = newModels;
        scopes.values().forEach(scope -> scope.changeModels(newModels));
    }

    SortedMap<String, OracleScope> scopes() {
        return scopes;
    }

    /** An entity without provenance and times. */
    record Entity(SortedSet<String> labels, SortedMap<String, PropertyValue> properties) {}

    private record Said(String contributor, FactAssertion assertion) {
        int rank() {
            return switch (assertion.role()) {
                case OWNER -> assertion.ownAccount() ? 0 : 1;
                case STUB -> assertion.ownAccount() ? 2 : 3;
                case ENRICHMENT -> 4;
            };
        }
    }

    SortedMap<String, Entity> graph() {
        Map<Node, List<Said>> nodes = new HashMap<>();
        Map<Relationship, List<Said>> relationships = new HashMap<>();
        Map<String, List<Fact.LookupFact>> demands = new TreeMap<>();
        contributors().forEach((contributor, facts) -> {
            for (Fact fact : facts) {
                if (fact instanceof Fact.NodeFact node) {
                    add(nodes, node.key(), contributor, fact.assertion());
                } else if (fact instanceof Fact.RelationshipFact relationship) {
                    add(relationships, relationship.key(), contributor, fact.assertion());
                } else if (fact instanceof Fact.LookupFact lookup) {
                    demands.computeIfAbsent(contributor, key -> new ArrayList<>())
                            .add(lookup);
                }
            }
        });
        Map<Node, Entity> merged = new HashMap<>();
        nodes.values().removeIf(Oracle::onlyEnriched);
        nodes.forEach((key, said) -> {
            Entity entity = merge(said);
            entity.labels().add(key.label());
            merged.put(key, entity);
        });
        Map<String, List<Node>> labelled = new HashMap<>();
        merged.forEach((key, entity) -> entity.labels()
                .forEach(label -> labelled.computeIfAbsent(label, none -> new ArrayList<>())
                        .add(key)));
        demands.forEach((contributor, lookups) -> {
            for (Fact.LookupFact lookup : lookups) {
                for (Node key : labelled.getOrDefault(lookup.target().label(), List.of())) {
                    if (Objects.requireNonNull(merged.get(key))
                            .properties()
                            .entrySet()
                            .containsAll(lookup.target().values().entrySet())) {
                        Relationship relationship = lookup.outward()
                                ? new Relationship(lookup.type(), lookup.anchor(), key)
                                : new Relationship(lookup.type(), key, lookup.anchor());
                        add(relationships, relationship, contributor + suffix(lookup), lookup.assertion());
                    }
                }
            }
        });
        SortedMap<String, Entity> graph = new TreeMap<>();
        merged.forEach((key, entity) -> graph.put(key.text(), entity));
        relationships.forEach((key, said) -> {
            if (merged.containsKey(key.from()) && merged.containsKey(key.to())) {
                graph.put(key.text(), merge(said));
            }
        });
        return graph;
    }

    /** Sync metadata nodes: epoch seconds by key. */
    SortedMap<String, Long> freshness() {
        SortedMap<String, Long> freshness = new TreeMap<>();
        for (OracleScope scope : scopes.values()) {
            FactSource.SyncRecord told = scope.told;
            if (scope.freshSince != null && told != null) {
                String id = told.groupType() + "_" + told.groupId() + "_" + told.syncedType();
                EntityKey.Node key = new EntityKey.Node("ModuleSyncMetadata", id);
                freshness.merge(key.text(), Math.floorDiv(scope.freshSince, 1000L), Math::min);
            }
        }
        return freshness;
    }

    /** Sync metadata nodes without their times: labels and properties by key. */
    SortedMap<String, Entity> syncRecords() {
        SortedMap<String, Entity> records = new TreeMap<>();
        for (OracleScope scope : scopes.values()) {
            FactSource.SyncRecord told = scope.told;
            if (scope.freshSince != null && told != null) {
                String id = told.groupType() + "_" + told.groupId() + "_" + told.syncedType();
                SortedMap<String, PropertyValue> properties = new TreeMap<>();
                properties.put("grouptype", new PropertyValue.Text(told.groupType()));
                properties.put("groupid", new PropertyValue.Text(told.groupId()));
                properties.put("syncedtype", new PropertyValue.Text(told.syncedType()));
                records.put(
                        new EntityKey.Node("ModuleSyncMetadata", id).text(),
                        new Entity(new TreeSet<>(List.of("ModuleSyncMetadata", "SyncMetadata")), properties));
            }
        }
        return records;
    }

    /** Returns whether some event may have caused a change with this provenance. */
    boolean mayCause(Provenance provenance) {
        return scopes.values().stream().anyMatch(scope -> scope.mayCause(provenance));
    }

    /** Payloads by key of inventory-latest. */
    SortedMap<String, String> inventory() {
        SortedMap<String, String> inventory = new TreeMap<>();
        for (OracleScope scope : scopes.values()) {
            scope.known.forEach((id, resource) -> {
                if (resource.payload != null) {
                    inventory.put(scope.scope.resourceKey(id), resource.payload);
                }
            });
        }
        return inventory;
    }

    private SortedMap<String, List<Fact>> contributors() {
        SortedMap<String, List<Fact>> contributors = new TreeMap<>();
        for (OracleScope scope : scopes.values()) {
            if (scope.live) {
                contributors.put(scope.scope.key(), scope.asserted);
            }
            scope.known.forEach((id, resource) -> contributors.put(scope.scope.resourceKey(id), resource.facts));
        }
        return contributors;
    }

    private static String suffix(Fact.LookupFact lookup) {
        String separator = "\1\1";
        StringBuilder suffix = new StringBuilder("\0")
                .append(lookup.outward() ? '>' : '<')
                .append(lookup.target().label());
        lookup.target().values().forEach((property, value) -> suffix.append(separator)
                .append(property)
                .append(separator)
                .append(value instanceof PropertyValue.Text text ? "s:" + text.value() : "i:" + whole(value)));
        return suffix.toString();
    }

    private static long whole(PropertyValue value) {
        return ((PropertyValue.Whole) value).value();
    }

    private static <K> void add(Map<K, List<Said>> all, K key, String contributor, FactAssertion assertion) {
        all.computeIfAbsent(key, absent -> new ArrayList<>()).add(new Said(contributor, assertion));
    }

    /** An enrichment never makes a node exist. */
    private static boolean onlyEnriched(List<Said> all) {
        return all.stream().allMatch(said -> said.assertion().role() == AssertionRole.ENRICHMENT);
    }

    private static Entity merge(List<Said> all) {
        Comparator<Said> order = Comparator.comparingInt(Said::rank).thenComparing(Said::contributor);
        Map<String, Said> winners = new HashMap<>();
        for (Said said : all) {
            winners.merge(said.assertion().shape(), said, (one, other) -> order.compare(one, other) <= 0 ? one : other);
        }
        SortedSet<String> labels = new TreeSet<>();
        SortedMap<String, PropertyValue> properties = new TreeMap<>();
        winners.values().forEach(said -> labels.addAll(said.assertion().labels()));
        Map<String, Said> deciders = new HashMap<>();
        Comparator<Said> total = order.thenComparing(said -> said.assertion().shape());
        for (Said said : winners.values()) {
            for (String name : said.assertion().properties().keySet()) {
                deciders.merge(name, said, (one, other) -> total.compare(one, other) <= 0 ? one : other);
            }
        }
        deciders.forEach((name, said) -> {
            @Nullable PropertyValue value = said.assertion().properties().get(name);
            if (value != null) {
                properties.put(name, value);
            }
        });
        return new Entity(labels, properties);
    }
}
