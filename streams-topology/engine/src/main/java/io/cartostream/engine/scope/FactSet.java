package io.cartostream.engine.scope;

import io.cartostream.engine.codec.ByteWriter;
import io.cartostream.engine.codec.CompositeKeys;
import io.cartostream.engine.codec.ContentDigest;
import io.cartostream.engine.message.AssertionBody;
import io.cartostream.engine.message.AssertionRank;
import io.cartostream.engine.scope.ResourceState.FactMark;
import io.cartostream.models.fact.DerivedFacts;
import io.cartostream.models.fact.DerivedFacts.PartProblem;
import io.cartostream.models.fact.Fact;
import io.cartostream.models.fact.FactAssertion;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The facts that one payload yields, by the text of their {@link FactId}. */
final class FactSet {
    /** More would not fit one transaction. */
    private static final int MOST_FACTS = 20_000;
    /** More would not fit one record, which holds the ids of all facts of a resource. */
    private static final int MOST_ID_CHARACTERS = 2_000_000;
    /** More would not fit one record together with the assertions of others about the same entity. */
    private static final int MOST_BYTES = 1_000_000;
    /** More, over all declarations, would not fit one message about an entity: such a message is never split. */
    private static final int MOST_BYTES_OF_ENTITY = 7_000_000;

    private final SortedMap<String, FactMark> marks = new TreeMap<>();
    private final SortedMap<String, AssertionBody> bodies = new TreeMap<>();

    private final DerivedFacts derived;

    private FactSet(DerivedFacts derived) {
        this.derived = derived;
    }

    static FactSet of(List<Fact> facts) {
        return of(DerivedFacts.complete(facts));
    }

    static FactSet of(DerivedFacts derived) {
        FactSet set = new FactSet(derived);
        for (Fact fact : derived.facts()) {
            set.add(FactId.of(fact).text(), fact.assertion());
        }
        return set;
    }

    SortedMap<String, FactMark> marks() {
        return marks;
    }

    /** The parts of the payload that were refused. */
    List<PartProblem> problems() {
        return derived.problems();
    }

    /** Whether known facts are missing only because the part of the payload that would tell was refused. */
    boolean hides(SortedMap<String, FactMark> known) {
        return !derived.unread().isEmpty()
                && known.entrySet().stream()
                        .anyMatch(fact -> !fact.getValue().lingering()
                                && !marks.containsKey(fact.getKey())
                                && derived.unread()
                                        .contains(FactId.parse(fact.getKey()).declaration()));
    }

    /** Names the first limit that the facts exceed, in one sentence; null if they exceed none. */
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

    /** Relies on the order of ids: facts about one entity are neighbours, because the declaration comes last. */
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
        return Objects.requireNonNull(bodies.get(id));
    }

    private void add(String id, FactAssertion assertion) {
        AssertionBody body = AssertionBody.of(assertion.labels(), assertion.properties());
        AssertionRank rank = AssertionRank.of(assertion.role(), assertion.ownAccount());
        byte[] content = new ByteWriter(body.bytes().length + 1)
                .octet(rank.number())
                .raw(body.bytes())
                .toBytes();
        marks.put(id, new FactMark(ContentDigest.of(content), rank));
        bodies.put(id, body);
    }
}
