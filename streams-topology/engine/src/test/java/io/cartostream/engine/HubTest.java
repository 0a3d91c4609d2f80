package io.cartostream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.contract.EntityKey;
import io.cartostream.engine.change.GraphChange;
import io.cartostream.engine.change.Provenance;
import io.cartostream.engine.message.AssertionBody;
import io.cartostream.engine.message.AssertionRank;
import io.cartostream.engine.message.DeclarationChange;
import io.cartostream.engine.message.EntityFacts;
import io.cartostream.engine.message.LookupMessage;
import io.cartostream.engine.message.NodeMessage;
import io.cartostream.engine.message.NodeMessage.FactsChanged;
import io.cartostream.engine.message.NodeMessage.RelationshipCandidate;
import io.cartostream.engine.message.RankSet;
import io.cartostream.engine.message.RelationshipEnd;
import io.cartostream.engine.node.NodeOutput;
import io.cartostream.engine.node.NodeStage;
import io.cartostream.engine.node.NodeStores;
import io.cartostream.models.fact.PropertyValue;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A node with very many contributors, like 0.0.0.0/0. */
final class HubTest {
    private static final int CONTRIBUTORS = 3_000;
    private static final String HUB = new EntityKey.Node("IpRange", "0.0.0.0/0").text();

    private static final AssertionRank FIRST_RANK = AssertionRank.OWNER_IN_OWN_ACCOUNT;
    private static final RankSet EARLIER = RankSet.of(FIRST_RANK);

    private final MemoryStore contributions = new MemoryStore(true);
    private final List<GraphChange> changes = new ArrayList<>();
    private final List<EntityKey> forgotten = new ArrayList<>();
    /** Candidates sent to the end nodes; null if withdrawn. */
    private final List<@Nullable AssertionBody> candidates = new ArrayList<>();

    private final Set<Integer> said = new HashSet<>();
    private final NodeStage stage = new NodeStage(
            new TestModels("1"),
            EngineConfig.defaults(),
            new NodeStores(contributions, new MemoryStore(), new MemoryStore()),
            new Changes(),
            Clock.systemUTC());

    @Test
    void shouldCostTheSameForEachContributorThatComesOrLeavesInOrder() {
        for (int i = CONTRIBUTORS; i > 0; i--) {
            say(i, "same");
        }
        say(1, "other");
        for (int i = 1; i <= CONTRIBUTORS; i++) {
            say(i, null);
        }
        assertThat(changes).hasSize(4);
        assertThat(changes.get(3)).isInstanceOf(GraphChange.Deletion.class);
        assertThat(contributions.looks).isLessThan(10L * CONTRIBUTORS);
    }

    @Test
    void shouldLetTheFirstContributorDecideWheneverItComes() {
        for (int i = 10; i < 30; i++) {
            say(i, "same");
        }
        say(40, "behind");
        assertThat(changes).as("one of many behind the first").hasSize(1);
        say(5, "before");
        assertThat(changes).as("one before the first").hasSize(2);
        assertThat(((GraphChange.NodeUpsert) changes.get(1)).properties())
                .containsEntry("value", new PropertyValue.Text("before"));
    }

    @Test
    void shouldLetTheNextDecideWhenTheFirstStepsBack() {
        say(1, "first");
        for (int i = 10; i < 30; i++) {
            say(i, "others");
        }
        send(1, new DeclarationChange("s", AssertionRank.OTHER_IN_OWN_ACCOUNT, EARLIER, body("first")));
        assertThat(((GraphChange.NodeUpsert) changes.get(changes.size() - 1)).properties())
                .containsEntry("value", new PropertyValue.Text("others"));
    }

    @Test
    void shouldKeepADeletedNodeUntilItsFanOutIsDoneWhenRetentionIsZero() {
        MemoryStore entities = new MemoryStore();
        NodeStage forgetful = new NodeStage(
                new TestModels("1"),
                new EngineConfig(0.3, 20, 5, Duration.ZERO, Duration.ZERO, 2),
                new NodeStores(contributions, entities, new MemoryStore()),
                new Changes(),
                Clock.systemUTC());
        List<EntityFacts> facts = new ArrayList<>();
        facts.add(new EntityFacts(null, List.of(new DeclarationChange("s", FIRST_RANK, RankSet.NONE, body("v")))));
        for (int i = 0; i < 7; i++) {
            RelationshipEnd end = new RelationshipEnd("LINK", new EntityKey.Node("Host", "h" + i));
            facts.add(new EntityFacts(end, List.of(new DeclarationChange("l", FIRST_RANK, RankSet.NONE, body("v")))));
        }
        Provenance provenance = new Provenance("aws", "a1", null, 0);
        forgetful.process(HUB, new FactsChanged("c", facts, provenance));
        assertThat(candidates).hasSize(7).doesNotContainNull();
        candidates.clear();

        EntityFacts gone = new EntityFacts(null, List.of(new DeclarationChange("s", FIRST_RANK, EARLIER, null)));
        forgetful.process(HUB, new FactsChanged("c", List.of(gone), provenance));
        assertThat(candidates).as("the first slice").hasSize(2);
        assertThat(forgetful.forgetDeleted(1)).isFalse();
        assertThat(forgotten).isEmpty();
        assertThat(forgetful.continueWork(100)).isFalse();
        assertThat(candidates).hasSize(7).containsOnlyNulls();
        forgetful.forgetDeleted(1);
        assertThat(forgotten).extracting(EntityKey::text).containsExactly(HUB);
        assertThat(entities.entries())
                .as("relationships that are asserted, and the place held for the node")
                .hasSize(8);
    }

    private void say(int contributor, @Nullable String value) {
        RankSet earlierRanks = said.add(contributor) ? RankSet.NONE : EARLIER;
        send(contributor, new DeclarationChange("s", FIRST_RANK, earlierRanks, value == null ? null : body(value)));
    }

    private static AssertionBody body(String value) {
        TreeMap<String, @Nullable PropertyValue> properties = new TreeMap<>();
        properties.put("value", new PropertyValue.Text(value));
        return AssertionBody.of(new TreeSet<>(), properties);
    }

    private void send(int contributor, DeclarationChange change) {
        String name = String.format(Locale.ROOT, "aws/a1/eu/t/%06d", contributor);
        Provenance provenance = new Provenance("aws", "a1", null, 0);
        EntityFacts facts = new EntityFacts(null, List.of(change));
        stage.process(HUB, new FactsChanged(name, List.of(facts), provenance));
    }

    private final class Changes implements NodeOutput {
        @Override
        public boolean accepts(AssertionBody encoded, Supplier<? extends GraphChange> state) {
            return true;
        }

        @Override
        public void change(GraphChange change) {
            changes.add(change);
        }

        @Override
        public void forget(EntityKey key) {
            forgotten.add(key);
        }

        @Override
        public void toTarget(String nodeKey, NodeMessage message) {
            candidates.add(((RelationshipCandidate) message).properties());
        }

        @Override
        public void toLookup(String lookupKey, LookupMessage message) {}
    }
}
