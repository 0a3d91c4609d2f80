package io.cartostream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.engine.change.GraphChange;
import io.cartostream.engine.change.GraphChange.NodeUpsert;
import io.cartostream.models.fact.FactSource;
import io.cartostream.models.fact.PropertyValue.Text;
import java.lang.reflect.Proxy;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What happens when the models change, and when deletions are forgotten. */
final class ModelChangeTest {
    private final Simulator engine = new Simulator(1, new TestModels("1"), EngineConfig.defaults(), true);
    private final Events hosts = new Events(Events.HOSTS);

    @Test
    void shouldDeriveFactsAnewWhenTheModelsChanged() {
        hosts.sees(0, "h1", "name=n").sees(0, "h2");
        run();
        engine.restart(new TestModels("2"));
        engine.rederive();
        assertThat(node("N|Host|h1").properties()).containsEntry("epoch", new Text("2"));
        assertThat(node("N|Account|a1").properties()).containsEntry("epoch", new Text("2"));
        int before = engine.changes.size();
        engine.rederive();
        assertThat(engine.changes).hasSize(before);
    }

    @Test
    void shouldNotDeriveFactsFromAPayloadThatIsNoLongerCurrent() {
        hosts.sees(0, "h1", "name=n");
        run();
        engine.restart(new TestModels("2"));
        engine.inventory.put(Events.HOSTS.resourceKey("h1"), "name=older");
        engine.rederive();
        assertThat(node("N|Host|h1").properties()).containsOnlyKeys("name").containsEntry("name", new Text("n"));
    }

    @Test
    void shouldUseNewModelsForAnUnchangedPayload() {
        hosts.sees(0, "h1", "name=n");
        run();
        engine.restart(new TestModels("2"));
        hosts.sees(1, "h1", "name=n");
        run();
        assertThat(node("N|Host|h1").properties()).containsEntry("epoch", new Text("2"));
    }

    @Test
    void shouldPublishAllNodesAnewWhenOtherPropertiesAreLookedUp() {
        engine.restart(lookingUpNothing());
        hosts.sees(0, "h1", "peer=n").sees(0, "h2", "name=n").sees(0, "h3", "name=n");
        run();
        assertThat(engine.graph()).doesNotContainKey("R|TALKS|Host|h1|Host|h2");
        engine.restart(new TestModels("1"));
        engine.rest();
        assertThat(engine.graph()).containsKeys("R|TALKS|Host|h1|Host|h2", "R|TALKS|Host|h1|Host|h3");
        engine.restart(lookingUpNothing());
        engine.rest();
        assertThat(engine.graph()).doesNotContainKeys("R|TALKS|Host|h1|Host|h2", "R|TALKS|Host|h1|Host|h3");
    }

    @Test
    void shouldForgetDeletionsAfterTheirTime() {
        hosts.sees(0, "h1", "group=g1").sees(0, "h2").sync("s1", 0).completes(0);
        hosts.removes(1, "h1").removes(1, "h2");
        run();
        hosts.sees(2, "h2");
        run();
        engine.clockMillis = 29L * 24 * 3600 * 1000;
        engine.forgetDeleted();
        assertThat(engine.forgotten).isEmpty();
        engine.clockMillis = 30L * 24 * 3600 * 1000;
        engine.forgetDeleted();
        assertThat(engine.forgotten)
                .extracting(Object::toString)
                .containsExactlyInAnyOrder(
                        "N|Host|h1", "N|Group|g1", "R|IN|Host|h1|Group|g1", "R|HAS|Account|a1|Host|h1");
        assertThat(engine.graph()).containsKey("N|Host|h2");
        assertThat(engine.storeEntries().get("node-work")).isEqualTo(1);
        hosts.retires(3, true);
        run();
        engine.clockMillis *= 2;
        engine.forgetDeleted();
        assertThat(engine.forgotten).extracting(Object::toString).contains("N|ModuleSyncMetadata|Account_a1_t.host");
        assertThat(engine.storeEntries()).containsEntry("entities", 0).containsEntry("contributions", 0);
    }

    private static FactSource lookingUpNothing() {
        FactSource models = new TestModels("1");
        return (FactSource) Proxy.newProxyInstance(
                FactSource.class.getClassLoader(),
                new Class<?>[] {FactSource.class},
                (proxy, method, arguments) ->
                        method.getName().equals("lookups") ? Set.of() : method.invoke(models, arguments));
    }

    private void run() {
        hosts.all.forEach(engine::append);
        hosts.all.clear();
        engine.rest();
    }

    private NodeUpsert node(String key) {
        GraphChange change = Objects.requireNonNull(engine.graph().get(key));
        return (NodeUpsert) change;
    }
}
