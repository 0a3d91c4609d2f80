package io.cartostream.patterns;

import static java.util.Objects.requireNonNull;

import io.cartostream.contract.EntityKey;
import io.cartostream.models.fact.PropertyValue;
import io.cartostream.patterns.graph.PatternNode;
import io.cartostream.patterns.graph.PatternRelationship;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A graph that changes at random. A relationship exists only while both of its ends do. */
final class RandomWorld {
    private final Random random;
    final Map<String, PatternNode> nodes = new TreeMap<>();
    final Map<String, PatternRelationship> relationships = new TreeMap<>();

    RandomWorld(Random random) {
        this.random = random;
    }

    /** One change: an entity's new state; both null for a deletion. */
    record WorldChange(
            EntityKey key,
            @Nullable PatternNode node,
            @Nullable PatternRelationship relationship) {}

    /** Changes something; a deletion of a node deletes its relationships too, in any order. */
    List<WorldChange> step(Instant now) {
        List<WorldChange> changes = new ArrayList<>();
        int choice = random.nextInt(10);
        if (choice < 3 || nodes.size() < 3) {
            changes.add(upsertNode(now));
        } else if (choice < 8) {
            changes.add(upsertRelationship());
        } else if (choice == 8 && !relationships.isEmpty()) {
            String key = any(relationships.keySet());
            changes.add(
                    new WorldChange(requireNonNull(relationships.remove(key)).key(), null, null));
        } else {
            changes.addAll(deleteNode());
        }
        return changes;
    }

    private WorldChange upsertNode(Instant now) {
        String label = "ABC".substring(random.nextInt(3)).substring(0, 1);
        EntityKey.Node key = new EntityKey.Node(label, "n" + random.nextInt(4));
        Set<String> labels = new TreeSet<>(Set.of(label));
        if (!label.equals("C") || random.nextBoolean()) {
            labels.add("Common");
        }
        Map<String, PropertyValue> properties = new TreeMap<>();
        maybe(properties, "p", new PropertyValue.Whole(random.nextInt(4)));
        maybe(properties, "q", new PropertyValue.Text(random.nextBoolean() ? "a" : "b|%é"));
        maybe(properties, "f", new PropertyValue.Flag(random.nextBoolean()));
        Instant time = now.plusSeconds((random.nextInt(10) - 5) * 3_600L);
        maybe(properties, "t", new PropertyValue.Moment(time.atZone(ZoneOffset.UTC)));
        maybe(properties, "l", new PropertyValue.Listing(List.of(new PropertyValue.Text("x"))));
        maybe(properties, "unused", new PropertyValue.Whole(random.nextInt(1_000)));
        PatternNode node = PatternNode.of(key, labels, properties);
        nodes.put(key.text(), node);
        return new WorldChange(key, node, null);
    }

    private void maybe(Map<String, PropertyValue> properties, String name, PropertyValue value) {
        if (random.nextInt(4) > 0) {
            properties.put(name, value);
        }
    }

    private WorldChange upsertRelationship() {
        EntityKey.Relationship key = new EntityKey.Relationship(
                random.nextBoolean() ? "X" : "Y",
                requireNonNull(nodes.get(any(nodes.keySet()))).key(),
                requireNonNull(nodes.get(any(nodes.keySet()))).key());
        SortedMap<String, PropertyValue> properties = new TreeMap<>();
        maybe(properties, "w", new PropertyValue.Whole(random.nextInt(4)));
        PatternRelationship relationship = new PatternRelationship(key, properties);
        relationships.put(key.text(), relationship);
        return new WorldChange(key, null, relationship);
    }

    private List<WorldChange> deleteNode() {
        PatternNode node = requireNonNull(nodes.remove(any(nodes.keySet())));
        List<WorldChange> changes = new ArrayList<>(List.of(new WorldChange(node.key(), null, null)));
        relationships.values().removeIf(relationship -> {
            boolean gone = relationship.key().from().equals(node.key())
                    || relationship.key().to().equals(node.key());
            if (gone) {
                changes.add(random.nextInt(changes.size() + 1), new WorldChange(relationship.key(), null, null));
            }
            return gone;
        });
        return changes;
    }

    private String any(Set<String> keys) {
        return new ArrayList<>(keys).get(random.nextInt(keys.size()));
    }
}
