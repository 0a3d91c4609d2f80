package io.cartostream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.contract.Scope;
import io.cartostream.engine.change.GraphChange;
import io.cartostream.engine.change.GraphChange.Deletion;
import io.cartostream.engine.change.GraphChange.NodeUpsert;
import io.cartostream.engine.change.GraphChange.RelationshipUpsert;
import io.cartostream.models.fact.PropertyValue.Text;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The rules of the graph, one by one. */
final class GraphRulesTest {
    private final EngineSimulator engine = new EngineSimulator(1, new TestModels("1"), EngineConfig.defaults(), true);
    private final EventScript hosts = new EventScript(EventScript.HOSTS);
    private final EventScript groups = new EventScript(EventScript.GROUPS);
    private final EventScript links = new EventScript(EventScript.LINKS);
    private final EventScript others = new EventScript(new Scope("aws", "a2", "eu", "t.host"));

    @Test
    void shouldWriteARelationshipOnlyWhileBothEndsAre() {
        links.sees(0, "l1", "from=h1;to=h2;weight=w");
        run();
        assertThat(engine.graph()).doesNotContainKey("R|LINK|Host|h1|Host|h2");
        hosts.sees(1, "h1");
        run();
        assertThat(engine.graph()).doesNotContainKey("R|LINK|Host|h1|Host|h2");
        hosts.sees(2, "h2");
        run();
        assertThat(relationship("R|LINK|Host|h1|Host|h2").properties()).containsEntry("weight", new Text("w"));
        hosts.removes(3, "h1");
        run();
        assertThat(engine.graph()).doesNotContainKey("R|LINK|Host|h1|Host|h2");
        assertThat(deletion("R|LINK|Host|h1|Host|h2").reason()).isEqualTo(GraphChange.Reason.WITHDRAWN);
        hosts.sees(4, "h1");
        run();
        hosts.removes(5, "h2");
        run();
        assertThat(deletion("R|LINK|Host|h1|Host|h2").reason()).isEqualTo(GraphChange.Reason.END_GONE);
    }

    @Test
    void shouldLetTheOwningModelWinAlsoWithNull() {
        hosts.sees(0, "h1", "group=g1;tag=theirs;hint=theirs");
        groups.sees(1, "g1", "tag=mine");
        run();
        assertThat(node("N|Group|g1").properties()).containsOnly(java.util.Map.entry("tag", new Text("mine")));
        assertThat(node("N|Group|g1").labels()).containsExactly("Group", "Seen");
        groups.removes(2, "g1");
        run();
        assertThat(node("N|Group|g1").properties())
                .containsOnly(
                        java.util.Map.entry("tag", new Text("theirs")),
                        java.util.Map.entry("hint", new Text("theirs")));
    }

    @Test
    void shouldPreferTheScopeOfTheResourcesOwnAccount() {
        hosts.sees(5, "h1", "account=a2;name=other");
        others.sees(0, "h1", "account=a2;name=own");
        run();
        assertThat(node("N|Host|h1").properties()).containsEntry("name", new Text("own"));
    }

    @Test
    void shouldPreferTheSmallestContributorAmongEquals() {
        others.sees(0, "h1", "name=second");
        hosts.sees(5, "h1", "name=first");
        run();
        assertThat(node("N|Host|h1").properties()).containsEntry("name", new Text("first"));
    }

    @Test
    void shouldRelateToAllNodesThatCarryAValue() {
        hosts.sees(0, "h1", "peer=n").sees(1, "h2", "name=n").sees(2, "h3", "name=n");
        run();
        assertThat(engine.graph())
                .containsKeys(
                        "R|TALKS|Host|h1|Host|h2",
                        "R|TALKS|Host|h1|Host|h3",
                        "R|TALKS|Host|h2|Host|h1",
                        "R|TALKS|Host|h3|Host|h1");
        hosts.sees(3, "h2", "name=m");
        run();
        assertThat(engine.graph())
                .doesNotContainKeys("R|TALKS|Host|h1|Host|h2", "R|TALKS|Host|h2|Host|h1")
                .containsKeys("R|TALKS|Host|h1|Host|h3");
    }

    @Test
    void shouldRelateToNodesOfWhichAllWantedPropertiesMatch() {
        hosts.sees(0, "h1", "nearName=n;nearSize=1");
        others.sees(1, "h2", "name=n;size=1").sees(1, "h3", "name=n;size=2").sees(1, "h4", "size=1");
        others.sees(1, "h5", "name=n;size=1");
        run();
        assertThat(near()).containsExactly("R|NEAR|Host|h1|Host|h2", "R|NEAR|Host|h1|Host|h5");
        others.sees(2, "h2", "name=n;size=2").sees(2, "h4", "name=n;size=1");
        run();
        assertThat(near()).containsExactly("R|NEAR|Host|h1|Host|h4", "R|NEAR|Host|h1|Host|h5");
        hosts.sees(3, "h1", "nearName=n;nearSize=2");
        run();
        assertThat(near()).containsExactly("R|NEAR|Host|h1|Host|h2", "R|NEAR|Host|h1|Host|h3");
        hosts.removes(4, "h1");
        others.removes(4, "h2");
        run();
        assertThat(near()).isEmpty();
        others.sees(5, "h2", "size=2;name=n");
        hosts.sees(6, "h1", "nearName=n;nearSize=2");
        run();
        assertThat(near()).containsExactly("R|NEAR|Host|h1|Host|h2", "R|NEAR|Host|h1|Host|h3");
    }

    @Test
    void shouldRelateToNodesOnlyWhileTheyCarryTheLabel() {
        hosts.sees(0, "h1", "likes=red;nearName=t;nearSize=1");
        groups.sees(1, "g1", "tag=t;hint=1");
        others.sees(1, "h2", "color=red");
        run();
        assertThat(engine.graph()).doesNotContainKeys("R|LIKES|Host|h1|Host|h2", "R|BELOW|Group|g1|Host|h1");
        groups.sees(2, "g1", "tag=t;hint=1;public=");
        others.sees(2, "h2", "color=red;public=");
        run();
        assertThat(engine.graph()).containsKeys("R|LIKES|Host|h1|Host|h2", "R|BELOW|Group|g1|Host|h1");
        groups.sees(3, "g1", "tag=t;hint=1");
        others.sees(3, "h2", "color=red");
        run();
        assertThat(engine.graph()).doesNotContainKeys("R|LIKES|Host|h1|Host|h2", "R|BELOW|Group|g1|Host|h1");
    }

    @Test
    void shouldMergeARelationshipThatIsKnownByIdsAndFoundByAProperty() {
        links.sees(0, "l1", "from=h1;to=h2;sure=;weight=byId");
        hosts.sees(0, "h1", "linked=n;weight=byName").sees(0, "h2", "name=n");
        run();
        assertThat(relationship("R|LINK|Host|h1|Host|h2").properties()).containsEntry("weight", new Text("byId"));
        links.removes(1, "l1");
        run();
        assertThat(relationship("R|LINK|Host|h1|Host|h2").properties()).containsEntry("weight", new Text("byName"));
        hosts.sees(2, "h2", "name=m");
        run();
        assertThat(engine.graph()).doesNotContainKey("R|LINK|Host|h1|Host|h2");
    }

    @Test
    void shouldKeepTheFirstContributorOfARelationshipWhenTheSecondLeaves() {
        hosts.sees(0, "h1", "linked=n;weight=byName;color=c").sees(0, "h2", "name=n");
        run();
        links.sees(1, "l1", "from=h1;to=h2;sure=;weight=byId");
        run();
        assertThat(relationship("R|LINK|Host|h1|Host|h2").properties()).containsEntry("weight", new Text("byId"));
        links.removes(2, "l1");
        run();
        assertThat(relationship("R|LINK|Host|h1|Host|h2").properties()).containsEntry("weight", new Text("byName"));
    }

    @Test
    void shouldKeepARelationshipUntilTheLastOfTwoThatSayTheSameIsGone() {
        hosts.sees(0, "h1").sees(0, "h2");
        links.sees(0, "l1", "from=h1;to=h2;weight=w;color=c");
        run();
        links.sees(1, "l2", "from=h1;to=h2;weight=w;color=c");
        run();
        links.removes(2, "l1");
        run();
        assertThat(relationship("R|LINK|Host|h1|Host|h2").properties()).containsEntry("weight", new Text("w"));
        links.removes(3, "l2");
        run();
        assertThat(engine.graph()).doesNotContainKey("R|LINK|Host|h1|Host|h2");
    }

    @Test
    void shouldKeepEveryDeclarationOfARelationshipsOnlyContributor() {
        hosts.sees(0, "h1").sees(0, "h2");
        links.sees(0, "l1", "from=h1;to=h2;weight=w;color=c");
        run();
        int said = engine.changes.size();
        links.sees(1, "l1", "from=h1;to=h2;weight=w;color=c;twice=");
        run();
        assertThat(engine.changes).as("an equal state emits no change").hasSize(said);
        links.sees(2, "l1", "from=h1;to=h2;weight=w;color=d;twice=");
        run();
        assertThat(relationship("R|LINK|Host|h1|Host|h2").properties())
                .containsOnly(
                        java.util.Map.entry("weight", new Text("w")), java.util.Map.entry("color", new Text("d")));
        int before = engine.changes.size();
        links.sees(3, "l1", "from=h1;to=h2;weight=w;color=d");
        run();
        assertThat(engine.changes).hasSize(before);
        links.removes(4, "l1");
        run();
        assertThat(engine.graph()).doesNotContainKey("R|LINK|Host|h1|Host|h2");
    }

    @Test
    void shouldKeepTheOnlyContributorOfARelationshipWithIt() {
        hosts.sees(0, "h1").sees(0, "h2");
        run();
        long nodes = engine.graph().keySet().stream()
                .filter(key -> key.startsWith("N|"))
                .count();
        assertThat(engine.storeEntries()).containsEntry("contributions", (int) nodes);
    }

    @Test
    void shouldFollowTheOnlyContributorOfARelationship() {
        hosts.sees(0, "h1").sees(0, "h2");
        links.sees(0, "l1", "from=h1;to=h2;weight=a;color=c");
        run();
        links.sees(1, "l1", "from=h1;to=h2;weight=b;color=c");
        run();
        assertThat(relationship("R|LINK|Host|h1|Host|h2").properties()).containsEntry("weight", new Text("b"));
        links.sees(2, "l1", "from=h2;to=h1;weight=b;color=c");
        run();
        assertThat(engine.graph()).containsKey("R|LINK|Host|h2|Host|h1").doesNotContainKey("R|LINK|Host|h1|Host|h2");
    }

    private List<String> near() {
        return engine.graph().keySet().stream()
                .filter(key -> key.startsWith("R|NEAR|"))
                .toList();
    }

    @Test
    void shouldKeepARelationshipThatAnotherValueStillLeadsTo() {
        hosts.sees(0, "h1", "owner=t");
        groups.sees(1, "g1", "tag=t");
        run();
        assertThat(engine.graph()).containsKey("R|OWNS|Group|g1|Host|h1");
        int before = engine.changes.size();
        hosts.sees(2, "h1", "owner=t;name=x");
        run();
        assertThat(engine.changes.subList(before, engine.changes.size()))
                .extracting(change -> change.key().text())
                .containsExactly("N|Host|h1");
    }

    @Test
    void shouldAssertWhatIsNewBeforeItRetractsWhatIsOld() {
        hosts.sees(0, "h1", "group=g1");
        run();
        int before = engine.changes.size();
        hosts.sees(1, "h1", "group=g2");
        run();
        assertThat(engine.changes.subList(before, engine.changes.size()))
                .extracting(change -> change.key().text())
                .containsSubsequence("N|Group|g2", "N|Group|g1");
    }

    @Test
    void shouldChangeAnEntityOnceHoweverManyDeclarationsSpeakOfIt() {
        hosts.sees(0, "h1").sees(0, "h2");
        links.sees(0, "l1", "from=h1;to=h2;twice=;weight=a;color=c");
        run();
        int before = engine.changes.size();
        links.sees(1, "l1", "from=h1;to=h2;weight=b;color=d");
        run();
        assertThat(engine.changes.subList(before, engine.changes.size()))
                .extracting(change -> change.key().text())
                .containsExactly("R|LINK|Host|h1|Host|h2");
        assertThat(relationship("R|LINK|Host|h1|Host|h2").properties())
                .containsEntry("weight", new Text("b"))
                .containsEntry("color", new Text("d"));
    }

    @Test
    void shouldTellWhenAnEntityAppearedAndLastChanged() {
        hosts.sees(1, "h1", "name=a").sees(5, "h1", "name=b").sees(9, "h1", "name=b");
        run();
        assertThat(node("N|Host|h1").firstSeen()).isEqualTo(EventScript.millis(1));
        assertThat(node("N|Host|h1").lastUpdated()).isEqualTo(EventScript.millis(5));
        assertThat(node("N|Host|h1").provenance().account()).isEqualTo("a1");
    }

    @Test
    void shouldKeepBothTimesOfARelationshipWhenAnOlderFactChangesIt() {
        hosts.sees(1, "h1").sees(1, "h2");
        links.sees(5, "l1", "from=h1;to=h2;weight=a").sees(8, "l1", "from=h1;to=h2;weight=b");
        run();
        links.sees(3, "l2", "from=h1;to=h2;sure=;weight=c");
        run();
        RelationshipUpsert link = relationship("R|LINK|Host|h1|Host|h2");
        assertThat(link.properties()).containsEntry("weight", new Text("c"));
        assertThat(link.firstSeen()).isEqualTo(EventScript.millis(5));
        assertThat(link.lastUpdated()).isEqualTo(EventScript.millis(8));
    }

    @Test
    void shouldDateARelationshipAgainWhenItReturns() {
        hosts.sees(1, "h1").sees(1, "h2");
        links.sees(5, "l1", "from=h1;to=h2;weight=a");
        run();
        links.removes(6, "l1").sees(7, "l1", "from=h1;to=h2;weight=a");
        run();
        assertThat(relationship("R|LINK|Host|h1|Host|h2").firstSeen()).isEqualTo(EventScript.millis(7));
    }

    @Test
    void shouldTellTheTimeOfTheLeastFreshScope() {
        EventScript elsewhere = new EventScript(new Scope("aws", "a1", "us", "t.host"));
        hosts.sync("s1", 10).completes(11);
        elsewhere.sync("s2", 20).completes(21);
        run();
        hosts.all.clear();
        elsewhere.all.forEach(engine::append);
        engine.rest();
        assertThat(node("N|ModuleSyncMetadata|Account_a1_t.host").lastUpdated()).isEqualTo(EventScript.millis(10));
        assertThat(node("N|ModuleSyncMetadata|Account_a1_t.host").labels())
                .containsExactly("ModuleSyncMetadata", "SyncMetadata");
        hosts.sync("s3", 30).completes(31);
        run();
        assertThat(node("N|ModuleSyncMetadata|Account_a1_t.host").lastUpdated()).isEqualTo(EventScript.millis(20));
    }

    private void run() {
        for (EventScript events : List.of(hosts, groups, links, others)) {
            events.all.forEach(engine::append);
            events.all.clear();
        }
        engine.rest();
    }

    private NodeUpsert node(String key) {
        return (NodeUpsert) Objects.requireNonNull(engine.graph().get(key));
    }

    private RelationshipUpsert relationship(String key) {
        return (RelationshipUpsert) Objects.requireNonNull(engine.graph().get(key));
    }

    private Deletion deletion(String key) {
        List<GraphChange> changes = engine.changes.stream()
                .filter(change -> change.key().text().equals(key))
                .toList();
        return (Deletion) changes.get(changes.size() - 1);
    }
}
