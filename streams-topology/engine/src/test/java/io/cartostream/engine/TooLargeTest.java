package io.cartostream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.engine.change.GraphChange.NodeUpsert;
import io.cartostream.engine.change.GraphChange.RelationshipUpsert;
import io.cartostream.models.fact.PropertyValue;
import io.cartostream.models.fact.PropertyValue.Text;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/** A state that no topic takes is not taken over: the entity keeps the one that it has, or stays absent. */
final class TooLargeTest {
    private static final String LARGE = "x".repeat(1_000);
    private static final String LINK = "R|LINK|Host|h1|Host|h2";

    private final EngineSimulator engine = new EngineSimulator(1, new TestModels("1"), EngineConfig.defaults(), true);
    private final EventScript hosts = new EventScript(EventScript.HOSTS);
    private final EventScript links = new EventScript(EventScript.LINKS);

    TooLargeTest() {
        engine.mostBytes = 500;
    }

    @Test
    void shouldRelateNothingToANodeThatIsTooLargeFromTheBeginning() {
        links.sees(0, "l1", "from=h1;to=h2");
        hosts.sees(0, "h2", "peer=" + LARGE).sees(0, "h1", "name=" + LARGE);
        run();
        assertThat(engine.graph())
                .containsKey("N|Host|h2")
                .doesNotContainKeys("N|Host|h1", "R|HAS|Account|a1|Host|h1", LINK);
        hosts.sees(1, "h1", "name=" + LARGE);
        run();
        assertThat(engine.tooLarge).as("reported once").containsExactly("N|Host|h1");
        hosts.sees(2, "h1", "name=n");
        run();
        assertThat(engine.graph()).containsKeys("N|Host|h1", LINK);
    }

    @Test
    void shouldKeepTheStateOfANodeWhenTheNextIsTooLarge() {
        hosts.sees(0, "h1", "name=n").sees(0, "h2", "peer=n");
        links.sees(0, "l1", "from=h1;to=h2");
        run();
        int before = engine.changes.size();
        hosts.sees(1, "h1", "name=" + LARGE);
        run();
        hosts.sees(2, "h1", "name=n");
        run();
        assertThat(engine.changes).as("what stood all the time").hasSize(before);
        hosts.sees(3, "h1", "name=" + LARGE);
        run();
        assertThat(node("N|Host|h1")).containsEntry("name", new Text("n"));
        assertThat(engine.graph()).containsKeys(LINK, "R|TALKS|Host|h2|Host|h1");
        hosts.removes(4, "h1");
        run();
        assertThat(engine.graph()).doesNotContainKeys("N|Host|h1", LINK, "R|TALKS|Host|h2|Host|h1");
    }

    @Test
    void shouldMergeAllContributorsWhenANodeFitsAgain() {
        links.sees(0, "l1", "from=h1;to=h2;also=;name=other;color=c");
        hosts.sees(0, "h1", "name=" + LARGE);
        run();
        hosts.removes(1, "h1");
        run();
        assertThat(node("N|Host|h1")).containsEntry("name", new Text("other")).containsEntry("color", new Text("c"));
        hosts.sees(2, "h1", "name=n");
        run();
        assertThat(node("N|Host|h1")).containsEntry("name", new Text("n")).doesNotContainKey("color");
    }

    @Test
    void shouldWriteNoRelationshipWhileItIsTooLargeFromTheBeginning() {
        hosts.sees(0, "h1").sees(0, "h2");
        links.sees(0, "l1", "from=h1;to=h2;weight=" + LARGE);
        run();
        assertThat(engine.graph()).doesNotContainKey(LINK);
        links.sees(1, "l2", "from=h1;to=h2;weight=" + LARGE);
        run();
        assertThat(engine.tooLarge).as("reported once").containsExactly(LINK);
        links.sees(2, "l3", "from=h1;to=h2;weight=w;sure=");
        run();
        assertThat(relationship(LINK)).containsEntry("weight", new Text("w"));
    }

    @Test
    void shouldKeepTheStateOfARelationshipWhenTheNextIsTooLarge() {
        hosts.sees(0, "h1").sees(0, "h2");
        links.sees(0, "l1", "from=h1;to=h2;weight=w");
        run();
        links.sees(1, "l1", "from=h1;to=h2;weight=" + LARGE);
        run();
        assertThat(relationship(LINK)).containsEntry("weight", new Text("w"));
        hosts.removes(2, "h1").removes(2, "h2");
        run();
        assertThat(engine.graph()).doesNotContainKey(LINK);
        hosts.sees(3, "h1").sees(3, "h2");
        run();
        assertThat(relationship(LINK)).containsEntry("weight", new Text("w"));
        links.removes(4, "l1");
        run();
        assertThat(engine.graph()).doesNotContainKey(LINK);
    }

    @Test
    void shouldStillRefuseARelationshipWhenOthersAssertItsEarlierState() {
        hosts.sees(0, "h1").sees(0, "h2");
        links.sees(0, "l1", "from=h1;to=h2;color=c;weight=w");
        run();
        links.sees(1, "l1", "from=h1;to=h2;color=c;weight=" + LARGE);
        run();
        links.sees(2, "l2", "from=h1;to=h2;color=c;weight=w");
        run();
        links.sees(3, "l3", "from=h1;to=h2;color=c;weight=" + LARGE);
        run();
        assertThat(engine.tooLarge).as("the same state, reported once").containsExactly(LINK);
        assertThat(relationship(LINK)).containsEntry("weight", new Text("w"));
    }

    @Test
    void shouldRememberNothingWhenWhatWasTooLargeIsGone() {
        hosts.sees(0, "h1", "name=n");
        run();
        hosts.removes(1, "h1").sees(2, "h1", "name=" + LARGE);
        links.sees(2, "l1", "from=h1;to=h2;weight=" + LARGE);
        run();
        engine.clockMillis = 31L * 24 * 3600 * 1000;
        engine.forgetDeleted();
        assertThat(engine.forgotten).extracting(Object::toString).contains("N|Host|h1");
        hosts.sees(3, "h1", "name=n");
        run();
        assertThat(engine.graph()).containsKey("N|Host|h1");
        hosts.sees(4, "h1", "name=" + LARGE).removes(5, "h1").sees(6, "h1", "name=" + LARGE);
        run();
        hosts.retires(7, true);
        links.retires(7, true);
        run();
        engine.clockMillis *= 2;
        engine.forgetDeleted();
        assertThat(engine.graph()).isEmpty();
        assertThat(engine.storeEntries()).containsEntry("entities", 0).containsEntry("contributions", 0);
    }

    private void run() {
        for (EventScript events : List.of(hosts, links)) {
            events.all.forEach(engine::append);
            events.all.clear();
        }
        engine.rest();
    }

    private SortedMap<String, PropertyValue> node(String key) {
        return ((NodeUpsert) Objects.requireNonNull(engine.graph().get(key))).properties();
    }

    private SortedMap<String, PropertyValue> relationship(String key) {
        return ((RelationshipUpsert) Objects.requireNonNull(engine.graph().get(key))).properties();
    }
}
