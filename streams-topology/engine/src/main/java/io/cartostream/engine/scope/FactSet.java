package io.cartostream.engine.scope;

import io.cartostream.contract.EntityKey;
import io.cartostream.engine.codec.ByteWriter;
import io.cartostream.engine.codec.CompositeKeys;
import io.cartostream.engine.codec.ContentDigest;
import io.cartostream.engine.message.AssertionBody;
import io.cartostream.engine.message.LookupText;
import io.cartostream.engine.scope.ResourceState.FactMark;
import io.cartostream.models.fact.Fact;
import io.cartostream.models.fact.FactAssertion;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Derived facts by fact id. The id says where a fact goes and by which shape it is asserted, so that it can be retracted
 * from the id alone: kind, parts of the destination, shape.
 */
final class FactSet {
    static final String NODE = "n";
    static final String RELATIONSHIP = "r";
    static final String LOOKUP = "l";

    /** More would not fit one transaction. */
    private static final int MOST_FACTS = 20_000;
    /** More would not fit one record, which holds the ids of all facts of a resource. */
    private static final int MOST_ID_CHARACTERS = 2_000_000;
    /** More would not fit one record with what others say of the same entity. */
    private static final int MOST_BYTES = 1_000_000;
    /** More, of all declarations together, would not fit one message about an entity, which is not split. */
    private static final int MOST_BYTES_OF_ENTITY = 7_000_000;

    private final SortedMap<String, FactMark> marks = new TreeMap<>();
    private final SortedMap<String, AssertionBody> bodies = new TreeMap<>();

    static FactSet of(List<Fact> facts) {
        FactSet set = new FactSet();
        for (Fact fact : facts) {
            set.add(id(fact), fact.assertion());
        }
        return set;
    }

    SortedMap<String, FactMark> marks() {
        return marks;
    }

    /** What of it is more than can be kept, as a sentence; null if nothing is. */
    @Nullable
    String excess() {
        if (marks.size() > MOST_FACTS) {
            return "the payload yields " + marks.size() + " facts; at most " + MOST_FACTS + " are taken";
        }
        long characters = marks.keySet().stream().mapToLong(String::length).sum();
        if (characters > MOST_ID_CHARACTERS) {
            return "the ids of the payload's facts have " + characters + " characters; at most " + MOST_ID_CHARACTERS
                    + " are taken";
        }
        int largest = bodies.values().stream()
                .mapToInt(body -> body.bytes().length)
                .max()
                .orElse(0);
        if (largest > MOST_BYTES) {
            return "a fact of the payload has " + largest + " bytes; at most " + MOST_BYTES + " are taken";
        }
        long largestEntity = largestEntity();
        return largestEntity > MOST_BYTES_OF_ENTITY
                ? "the payload's facts about one entity have " + largestEntity + " bytes; at most "
                        + MOST_BYTES_OF_ENTITY + " are taken"
                : null;
    }

    /** Facts about one entity stand beside each other: their ids differ in the shape only, which comes last. */
    private long largestEntity() {
        long largest = 0;
        long size = 0;
        String entity = "";
        for (Map.Entry<String, AssertionBody> body : bodies.entrySet()) {
            String id = body.getKey();
            String of = id.substring(0, id.lastIndexOf(CompositeKeys.END));
            size = of.equals(entity) ? size : 0;
            entity = of;
            size += body.getValue().bytes().length;
            largest = Math.max(largest, size);
        }
        return largest;
    }

    AssertionBody body(String id) {
        return java.util.Objects.requireNonNull(bodies.get(id));
    }

    /** 0: owner in the own account; 1: owner elsewhere; 2: another model in the own account; 3: neither. */
    static int rank(FactAssertion assertion) {
        return (assertion.owner() ? 0 : 2) + (assertion.ownAccount() ? 0 : 1);
    }

    private void add(String id, FactAssertion assertion) {
        AssertionBody body = AssertionBody.of(assertion.labels(), assertion.properties());
        int rank = rank(assertion);
        byte[] content = new ByteWriter(body.bytes().length + 1)
                .octet(rank)
                .raw(body.bytes())
                .toBytes();
        marks.put(id, new FactMark(ContentDigest.of(content), rank));
        bodies.put(id, body);
    }

    private static String id(Fact fact) {
        String shape = fact.assertion().shape();
        if (fact instanceof Fact.NodeFact node) {
            return CompositeKeys.join(NODE, node.key().text(), shape);
        }
        if (fact instanceof Fact.RelationshipFact relationship) {
            EntityKey.Relationship key = relationship.key();
            return CompositeKeys.join(
                    RELATIONSHIP, key.from().text(), key.type(), key.to().text(), shape);
        }
        Fact.LookupFact lookup = (Fact.LookupFact) fact;
        return CompositeKeys.join(
                LOOKUP,
                LookupText.of(lookup.target()),
                lookup.type(),
                lookup.outward() ? ">" : "<",
                lookup.anchor().text(),
                shape);
    }
}
