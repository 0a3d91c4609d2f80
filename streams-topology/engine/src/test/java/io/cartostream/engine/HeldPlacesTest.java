package io.cartostream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.contract.EntityKey;
import io.cartostream.engine.change.GraphChange;
import io.cartostream.engine.change.GraphChange.RelationshipUpsert;
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
import io.cartostream.engine.node.NodeOutput;
import io.cartostream.engine.node.NodeStage;
import io.cartostream.engine.node.NodeStores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** An absent node has its place held while it has relationship entries; a node without a place is known to have none. */
final class HeldPlacesTest {
    private static final EntityKey.Node NODE = new EntityKey.Node("Host", "h1");
    private static final AssertionRank RANK = AssertionRank.OWNER_IN_OWN_ACCOUNT;
    private static final Provenance PROVENANCE = new Provenance("aws", "a1", null, 0);

    private final MemoryStore contributions = new MemoryStore();
    private final MemoryStore entities = new MemoryStore();
    private final MemoryStore work = new MemoryStore();
    private final List<EntityKey> related = new ArrayList<>();
    private long now;
    private NodeStage stage = stage();

    @Test
    void shouldFindWhatCameInBeforeTheNode() {
        candidate("g1", true);
        candidate("g2", true);
        candidate("g1", false);
        appears();
        assertThat(related).containsExactly(new EntityKey.Relationship("IN", group("g2"), NODE));
    }

    @Test
    void shouldKeepNothingWhenAllThatCameInIsWithdrawn() {
        candidate("g1", true);
        candidate("g2", true);
        candidate("g2", false);
        candidate("g1", false);
        candidate("g3", false);
        assertThat(entities.entries()).isEmpty();
    }

    /** The node's deletion is forgotten before that of a relationship which was evaluated later. */
    @Test
    void shouldKeepNothingWhenAllIsForgottenAndTheNodeFirst() {
        candidate("g1", true);
        candidate("g2", true);
        appears();
        stage.continueWork(10);
        vanishes();
        now++;
        stage.continueWork(10);
        candidate("g1", false);
        candidate("g2", false);
        assertThat(entities.entries()).as("three deletions are remembered").hasSize(3);
        now++;
        stage.forgetDeleted(10);
        assertThat(entities.entries()).isEmpty();
    }

    /** State of a version that held no places: it is read, and looked through, as before. */
    @Test
    void shouldScanForRelationshipsWhenTheStateIsOlderThanHeldPlaces() {
        candidate("g1", true);
        work.delete("p");
        entities.entries().keySet().stream()
                .filter(key -> key.startsWith("n"))
                .toList()
                .forEach(entities::delete);
        assertThat(entities.entries()).hasSize(1);

        stage = stage();
        appears();
        assertThat(related).hasSize(1);
    }

    private static EntityKey.Node group(String id) {
        return new EntityKey.Node("Group", id);
    }

    private NodeStage stage() {
        return new NodeStage(
                new TestModels("1"),
                new EngineConfig(0.3, 20, 5, Duration.ZERO, Duration.ZERO, 1),
                new NodeStores(contributions, entities, work),
                new Changes(),
                new SuppliedClock(() -> now));
    }

    private void candidate(String from, boolean stands) {
        stage.process(NODE.text(), new RelationshipCandidate("IN", group(from), stands ? nothing() : null, PROVENANCE));
    }

    private void appears() {
        says(new DeclarationChange("s", RANK, RankSet.NONE, nothing()));
    }

    private void vanishes() {
        says(new DeclarationChange("s", RANK, RankSet.of(RANK), null));
    }

    private void says(DeclarationChange change) {
        EntityFacts facts = new EntityFacts(null, List.of(change));
        stage.process(NODE.text(), new FactsChanged("c", List.of(facts), PROVENANCE));
    }

    private static AssertionBody nothing() {
        return AssertionBody.of(new TreeSet<>(), new TreeMap<>());
    }

    private final class Changes implements NodeOutput {
        @Override
        public boolean accepts(AssertionBody encoded, Supplier<? extends GraphChange> state) {
            return true;
        }

        @Override
        public void change(GraphChange change) {
            if (change instanceof RelationshipUpsert upsert) {
                related.add(upsert.key());
            }
        }

        @Override
        public void forget(EntityKey key) {}

        @Override
        public void toTarget(String nodeKey, NodeMessage message) {}

        @Override
        public void toLookup(String lookupKey, LookupMessage message) {}
    }
}
