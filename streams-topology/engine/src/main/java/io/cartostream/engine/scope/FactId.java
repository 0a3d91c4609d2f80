package io.cartostream.engine.scope;

import io.cartostream.contract.EntityKey;
import io.cartostream.engine.codec.CompositeKeys;
import io.cartostream.engine.message.DeclarationChange;
import io.cartostream.engine.message.LookupDirection;
import io.cartostream.engine.message.LookupMessage.DemandChange;
import io.cartostream.engine.message.LookupText;
import io.cartostream.engine.message.RelationshipEnd;
import io.cartostream.models.fact.Fact;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The identity of a resource's fact: what it is about, and the declaration that asserts it. That is enough to retract it.
 * Nodes and lookup values are texts, as record keys are. The text form ends with the declaration, so that facts about one
 * entity are neighbours in the order of texts.
 */
sealed interface FactId {
    /** The declaration that asserts the fact. */
    String declaration();

    /** The entity or lookup value that the fact is about. */
    FactTarget target();

    /** The stored form. */
    String text();

    /** The identity of a fact that the models yield. */
    static FactId of(Fact fact) {
        String declaration = fact.assertion().shape();
        if (fact instanceof Fact.NodeFact node) {
            return new NodeFactId(node.key().text(), declaration);
        }
        if (fact instanceof Fact.RelationshipFact relationship) {
            EntityKey.Relationship key = relationship.key();
            return new RelationshipFactId(
                    key.from().text(), key.type(), key.to().text(), declaration);
        }
        Fact.LookupFact lookup = (Fact.LookupFact) fact;
        return new LookupFactId(
                LookupText.of(lookup.target()),
                lookup.type(),
                LookupDirection.of(lookup.outward()),
                lookup.anchor().text(),
                declaration);
    }

    /** Reads the stored form. */
    static FactId parse(String text) {
        List<String> parts = CompositeKeys.split(text);
        return switch (parts.get(0)) {
            case NodeFactId.KIND -> new NodeFactId(parts.get(1), parts.get(2));
            case RelationshipFactId.KIND ->
                new RelationshipFactId(parts.get(1), parts.get(2), parts.get(3), parts.get(4));
            case LookupFactId.KIND ->
                new LookupFactId(
                        parts.get(1), parts.get(2), LookupDirection.ofSymbol(parts.get(3)), parts.get(4), parts.get(5));
            default -> throw new IllegalStateException("no fact is of kind '" + parts.get(0) + "'");
        };
    }

    /** A node fact. */
    record NodeFactId(String node, String declaration) implements FactId {
        private static final String KIND = "n";

        @Override
        public FactTarget target() {
            return new EntityTarget(node, "", "");
        }

        @Override
        public String text() {
            return CompositeKeys.join(KIND, node, declaration);
        }
    }

    /** A relationship fact whose two ends are known. */
    record RelationshipFactId(String from, String type, String to, String declaration) implements FactId {
        private static final String KIND = "r";

        @Override
        public FactTarget target() {
            return new EntityTarget(from, type, to);
        }

        @Override
        public String text() {
            return CompositeKeys.join(KIND, from, type, to, declaration);
        }
    }

    /** A relationship fact of which one end is known and the other is found by a lookup value. */
    record LookupFactId(String lookup, String type, LookupDirection direction, String anchor, String declaration)
            implements FactId {
        private static final String KIND = "l";

        @Override
        public FactTarget target() {
            return new LookupTarget(lookup);
        }

        @Override
        public String text() {
            return CompositeKeys.join(KIND, lookup, type, direction.symbol(), anchor, declaration);
        }

        /** The change as a message to the lookup stage names it. */
        DemandChange demand(DeclarationChange change) {
            return new DemandChange(type, parseNode(anchor), direction, change);
        }
    }

    /** The receiver of a fact's changes. */
    sealed interface FactTarget {}

    /**
     * An entity in the partition of a node.
     *
     * @param type the relationship's type; empty for the node itself
     * @param to the relationship's end node; empty for the node itself
     */
    record EntityTarget(String node, String type, String to) implements FactTarget {
        /** The relationship as a message to its start node names it; null for the node itself. */
        @Nullable
        RelationshipEnd relationship() {
            return type.isEmpty() ? null : new RelationshipEnd(type, parseNode(to));
        }
    }

    /** A lookup value. */
    record LookupTarget(String lookup) implements FactTarget {}

    private static EntityKey.Node parseNode(String text) {
        return (EntityKey.Node) EntityKey.parse(text);
    }
}
