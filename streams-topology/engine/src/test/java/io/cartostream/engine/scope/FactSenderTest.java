package io.cartostream.engine.scope;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.contract.EntityKey.Node;
import io.cartostream.contract.EntityKey.Relationship;
import io.cartostream.contract.Scope;
import io.cartostream.engine.change.Provenance;
import io.cartostream.engine.message.EntityFacts;
import io.cartostream.engine.message.LookupMessage;
import io.cartostream.engine.message.LookupMessage.DemandsChanged;
import io.cartostream.engine.message.NodeMessage;
import io.cartostream.engine.message.NodeMessage.FactsChanged;
import io.cartostream.engine.message.RelationshipEnd;
import io.cartostream.models.fact.AssertionRole;
import io.cartostream.models.fact.Fact;
import io.cartostream.models.fact.FactAssertion;
import io.cartostream.models.fact.LookupKey;
import io.cartostream.models.fact.PropertyValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class FactSenderTest {
    private static final Node START = new Node("Host", "h");
    private static final Provenance PROVENANCE = new Provenance("aws", "a1", null, 0);

    private final List<FactsChanged> sent = new ArrayList<>();
    private final List<DemandsChanged> asked = new ArrayList<>();
    private final FactSender sender = new FactSender(new Messages());

    @Test
    void shouldSendANodeAndWhatStartsThereInOneMessage() {
        assertThat(send(node(), relationship(0, "x"), relationship(1, "x"))).isEqualTo(3);

        assertThat(sent).hasSize(1);
        assertThat(ends()).containsExactly(null, "0000", "0001");
    }

    @Test
    void shouldSplitAMessageWhenANodeHasVeryManyRelationships() {
        Fact[] facts =
                IntStream.range(0, 250).mapToObj(i -> relationship(i, "x")).toArray(Fact[]::new);

        assertThat(send(facts)).isEqualTo(250);

        assertThat(sent).extracting(message -> message.entities().size()).containsExactly(100, 100, 50);
        assertThat(ends()).doesNotHaveDuplicates().hasSize(250).isSorted();
    }

    @Test
    void shouldSplitAMessageWhenRelationshipsHaveLargeProperties() {
        String large = "x".repeat(200_000);

        send(relationship(0, large), relationship(1, large), relationship(2, "x"), relationship(3, large));

        assertThat(sent).extracting(message -> message.entities().size()).containsExactly(1, 2, 1);
        assertThat(ends()).containsExactly("0000", "0001", "0002", "0003");
    }

    @Test
    void shouldSplitAMessageWhenVeryMuchIsAskedForUnderOneValue() {
        Fact[] facts = IntStream.range(0, 250).mapToObj(i -> demand(i, "x")).toArray(Fact[]::new);

        assertThat(send(facts)).as("messages").isEqualTo(3);

        assertThat(asked).extracting(message -> message.changes().size()).containsExactly(100, 100, 50);
        assertThat(anchors()).doesNotHaveDuplicates().hasSize(250).isSorted();
    }

    @Test
    void shouldSplitAMessageWhenWhatIsAskedForHasLargeProperties() {
        String large = "x".repeat(200_000);

        send(demand(0, large), demand(1, large), demand(2, "x"), demand(3, large));

        assertThat(asked).extracting(message -> message.changes().size()).containsExactly(1, 2, 1);
        assertThat(anchors()).containsExactly("0000", "0001", "0002", "0003");
    }

    private int send(Fact... facts) {
        return sender.send(Collections.emptySortedMap(), FactSet.of(List.of(facts)), "contributor", PROVENANCE);
    }

    private Stream<@Nullable String> ends() {
        return sent.stream()
                .flatMap(message -> message.entities().stream())
                .map(EntityFacts::relationship)
                .map(FactSenderTest::idOf);
    }

    private Stream<String> anchors() {
        return asked.stream().flatMap(message -> message.changes().stream()).map(demand -> demand.anchor()
                .id());
    }

    private static @Nullable String idOf(@Nullable RelationshipEnd end) {
        return end == null ? null : end.to().id();
    }

    private static Fact node() {
        return new Fact.NodeFact(START, assertion("x"));
    }

    private static Fact relationship(int number, String value) {
        Node end = new Node("Host", String.format(Locale.ROOT, "%04d", number));
        return new Fact.RelationshipFact(new Relationship("LINK", START, end), assertion(value));
    }

    private static Fact demand(int number, String value) {
        Node anchor = new Node("Host", String.format(Locale.ROOT, "%04d", number));
        LookupKey wanted = new LookupKey("Host", "name", new PropertyValue.Text("n"));
        return new Fact.LookupFact("LINK", anchor, true, wanted, assertion(value));
    }

    private static FactAssertion assertion(String value) {
        TreeMap<String, @Nullable PropertyValue> properties = new TreeMap<>();
        properties.put("value", new PropertyValue.Text(value));
        return new FactAssertion("shape", AssertionRole.OWNER, true, new TreeSet<>(), properties);
    }

    private final class Messages implements ScopeOutput {
        @Override
        public void toNode(String nodeKey, NodeMessage message) {
            assertThat(nodeKey).isEqualTo(START.text());
            sent.add((FactsChanged) message);
        }

        @Override
        public void toLookup(String lookupKey, LookupMessage message) {
            asked.add((DemandsChanged) message);
        }

        @Override
        public void inventoryPut(Scope scope, String resourceId, String payload, Provenance provenance) {}

        @Override
        public void inventoryRemoved(Scope scope, String resourceId) {}

        @Override
        public void status(ScopeStatus status) {}

        @Override
        public void deadLetter(Rejection letter) {}
    }
}
