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
    private final Simulator engine = new Simulator(1, new TestModels("1"), EngineConfig.defaults(), true);
    private final Events hosts = new Events(Events.HOSTS);
    private final Events groups = new Events(Events.GROUPS);
    private final Events links = new Events(Events.LINKS);
    private final Events others = new Events(new Scope("aws", "a2", "eu", "t.host"));

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
    void shouldTellWhenAnEntityAppearedAndLastChanged() {
        hosts.sees(1, "h1", "name=a").sees(5, "h1", "name=b").sees(9, "h1", "name=b");
        run();
        assertThat(node("N|Host|h1").firstSeen()).isEqualTo(Events.millis(1));
        assertThat(node("N|Host|h1").lastUpdated()).isEqualTo(Events.millis(5));
        assertThat(node("N|Host|h1").provenance().account()).isEqualTo("a1");
    }

    @Test
    void shouldTellTheTimeOfTheLeastFreshScope() {
        Events elsewhere = new Events(new Scope("aws", "a1", "us", "t.host"));
        hosts.sync("s1", 10).completes(11);
        elsewhere.sync("s2", 20).completes(21);
        run();
        hosts.all.clear();
        elsewhere.all.forEach(engine::append);
        engine.rest();
        assertThat(node("N|ModuleSyncMetadata|Account_a1_t.host").lastUpdated()).isEqualTo(Events.millis(10));
        assertThat(node("N|ModuleSyncMetadata|Account_a1_t.host").labels())
                .containsExactly("ModuleSyncMetadata", "SyncMetadata");
        hosts.sync("s3", 30).completes(31);
        run();
        assertThat(node("N|ModuleSyncMetadata|Account_a1_t.host").lastUpdated()).isEqualTo(Events.millis(20));
    }

    private void run() {
        for (Events events : List.of(hosts, groups, links, others)) {
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
