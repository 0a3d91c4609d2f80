package io.cartostream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.engine.change.GraphChange;
import io.cartostream.engine.change.GraphChange.NodeUpsert;
import io.cartostream.models.fact.PropertyValue.Text;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** An enrichment adds to a node that others assert, and never makes a node exist. */
final class EnrichmentTest {
    private static final String HOST = "N|Host|h1";

    private final EngineSimulator engine = new EngineSimulator(1, new TestModels("1"), EngineConfig.defaults(), true);
    private final EventScript hosts = new EventScript(EventScript.HOSTS);
    private final EventScript links = new EventScript(EventScript.LINKS);

    @Test
    void shouldNotMakeANodeExist() {
        links.sees(0, "l1", "from=h1;to=h2;enriches=;note=open");
        run();
        assertThat(engine.graph()).doesNotContainKey(HOST);
    }

    @Test
    void shouldCountOnceTheNodeIsAsserted() {
        links.sees(0, "l1", "from=h1;to=h2;enriches=;note=open");
        run();
        hosts.sees(1, "h1", "name=n");
        run();
        assertThat(host().properties()).containsOnly(Map.entry("name", text("n")), Map.entry("note", text("open")));
        assertThat(host().labels()).containsExactly("Host", "Exposed", "Machine");
    }

    @Test
    void shouldAddToAnAssertedNode() {
        hosts.sees(0, "h1", "name=n");
        run();
        links.sees(1, "l1", "from=h1;to=h2;enriches=;note=open");
        run();
        assertThat(host().properties()).containsEntry("note", text("open"));
    }

    @Test
    void shouldLetEveryOtherValueWin() {
        links.sees(0, "l1", "from=h1;to=h2;enriches=;name=derived;color=derived");
        hosts.sees(1, "h1", "name=own");
        run();
        assertThat(host().properties()).as("also the missing colour").containsOnly(Map.entry("name", text("own")));
    }

    @Test
    void shouldNotKeepANodeAlive() {
        hosts.sees(0, "h1");
        links.sees(1, "l1", "from=h1;to=h2;enriches=;note=open");
        run();
        hosts.removes(2, "h1");
        run();
        assertThat(engine.graph()).doesNotContainKey(HOST);
    }

    @Test
    void shouldCountAgainWhenTheNodeReturns() {
        hosts.sees(0, "h1");
        links.sees(1, "l1", "from=h1;to=h2;enriches=;note=open");
        run();
        hosts.removes(2, "h1");
        run();
        hosts.sees(3, "h1", "name=n");
        run();
        assertThat(host().properties()).containsEntry("note", text("open"));
    }

    @Test
    void shouldLeaveNoTraceOnceItIsWithdrawnFromAnAbsentNode() {
        links.sees(0, "l1", "from=h1;to=h2;enriches=;note=open");
        run();
        links.removes(1, "l1");
        run();
        hosts.sees(2, "h1", "name=n");
        run();
        assertThat(host().properties()).doesNotContainKey("note");
    }

    @Test
    void shouldEmitNothingForANodeThatNoOneAsserts() {
        links.sees(0, "l1", "from=h1;to=h2;enriches=;note=open");
        run();
        int changes = engine.changes.size();
        links.sees(1, "l1", "from=h1;to=h2;enriches=;note=closed");
        run();
        assertThat(engine.changes).hasSize(changes);
    }

    @Test
    void shouldRelateANodeThatIsAssertedAfterItsEnrichment() {
        hosts.sees(0, "h2");
        links.sees(0, "l1", "from=h1;to=h2;enriches=;note=open");
        run();
        hosts.sees(1, "h1");
        run();
        assertThat(engine.graph()).containsKey("R|LINK|Host|h1|Host|h2");
    }

    private void run() {
        for (EventScript events : List.of(hosts, links)) {
            events.all.forEach(engine::append);
            events.all.clear();
        }
        engine.rest();
    }

    private NodeUpsert host() {
        GraphChange change = Objects.requireNonNull(engine.graph().get(HOST));
        return (NodeUpsert) change;
    }

    private static Text text(String value) {
        return new Text(value);
    }
}
