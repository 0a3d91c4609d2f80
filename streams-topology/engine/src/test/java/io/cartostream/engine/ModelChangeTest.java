package io.cartostream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.contract.Scope;
import io.cartostream.engine.change.GraphChange;
import io.cartostream.engine.change.GraphChange.NodeUpsert;
import io.cartostream.models.fact.Fact;
import io.cartostream.models.fact.FactSource;
import io.cartostream.models.fact.PayloadException;
import io.cartostream.models.fact.PropertyValue.Text;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What happens when the models change, and when deletions are forgotten. */
final class ModelChangeTest {
    private EngineSimulator engine = new EngineSimulator(1, new TestModels("1"), EngineConfig.defaults(), true);
    private final EventScript hosts = new EventScript(EventScript.HOSTS);

    @Test
    void shouldDeriveFactsAgainWhenTheModelsChanged() {
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
    void shouldDeriveTheFactsOfAScopeWithoutResourcesAgain() {
        hosts.sync("s1", 0).completes(0);
        run();
        engine.restart(new TestModels("2"));
        engine.rederive();
        assertThat(node("N|Account|a1").properties()).containsEntry("epoch", new Text("2"));
    }

    @Test
    void shouldNotDeriveFactsFromAPayloadThatIsNoLongerCurrent() {
        hosts.sees(0, "h1", "name=n");
        run();
        engine.restart(new TestModels("2"));
        engine.inventory.put(EventScript.HOSTS.resourceKey("h1"), "name=older");
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
    void shouldPublishAllNodesAgainWhenMorePropertiesAreLookedUp() {
        engine = new EngineSimulator(1, lookingUpNothing(), EngineConfig.defaults(), true);
        hosts.sees(0, "h1", "peer=n").sees(0, "h2", "name=n").sees(0, "h3", "name=n");
        run();
        assertThat(engine.graph()).doesNotContainKey("R|TALKS|Host|h1|Host|h2");
        engine.restart(new TestModels("1"));
        engine.rest();
        assertThat(engine.graph()).containsKeys("R|TALKS|Host|h1|Host|h2", "R|TALKS|Host|h1|Host|h3");
    }

    @Test
    void shouldGoOnLookingUpForFactsThatNoModelYieldsAnyMore() {
        hosts.sees(0, "h1", "peer=n").sees(0, "h2", "name=n");
        run();
        engine.restart(lookingUpNothing());
        engine.rest();
        assertThat(engine.graph()).containsKey("R|TALKS|Host|h1|Host|h2");
        hosts.sees(1, "h2", "name=m").sees(1, "h3", "name=n");
        run();
        assertThat(engine.graph()).containsKey("R|TALKS|Host|h1|Host|h3").doesNotContainKey("R|TALKS|Host|h1|Host|h2");
    }

    @Test
    void shouldNotDeleteAnEntityThatMovesToAnotherResourceInBetween() {
        hosts.sees(0, "h1", "group=g1;name=n").sees(0, "h2", "peer=n;color=c");
        run();
        int before = engine.changes.size();
        engine.restart(new TestModels("2") {
            @Override
            public List<Fact> factsOf(Scope scope, String resourceId, String payload) throws PayloadException {
                return super.factsOf(scope, resourceId, resourceId.equals("h1") ? "name=n" : payload + ";group=g1");
            }
        });
        engine.grow();
        engine.rest();
        assertThat(engine.graph()).containsKeys("N|Group|g1", "R|IN|Host|h1|Group|g1", "R|IN|Host|h2|Group|g1");
        engine.settle();
        assertThat(engine.graph()).containsKeys("N|Group|g1", "R|IN|Host|h2|Group|g1");
        assertThat(engine.changes.subList(before, engine.changes.size()))
                .filteredOn(change -> change instanceof GraphChange.Deletion)
                .extracting(change -> change.key().text())
                .containsExactly("R|IN|Host|h1|Group|g1");
    }

    @Test
    void shouldKeepWhatAScopeAssertsWhenTheAccountsModelIsFrozen() {
        hosts.sync("s1", 0).lists(0, "h1").completes(1);
        run();
        assertThat(engine.graph())
                .containsKeys("N|Account|a1", "R|REGION|Account|a1|Region|eu", "R|HAS|Account|a1|Host|h1");
        int before = engine.changes.size();
        engine.restart(withoutAccounts());
        engine.rederive();
        hosts.sync("s2", 10).lists(10, "h1").completes(11);
        run();
        assertThat(engine.changes.subList(before, engine.changes.size())).allMatch(ConvergenceChecks::isSyncMetadata);
        assertThat(engine.graph()).containsKey("N|ModuleSyncMetadata|Account_a1_t.host");
        hosts.retires(20, true);
        run();
        assertThat(engine.graph()).isEmpty();
    }

    @Test
    void shouldAssertAScopesFactsWhenTheAccountsModelIsFixed() {
        engine.restart(withoutAccounts());
        hosts.sync("s1", 0).lists(0, "h1").completes(1);
        run();
        assertThat(engine.graph()).containsOnlyKeys("N|Host|h1");
        engine.restart(new TestModels("2"));
        engine.rederive();
        assertThat(engine.graph()).containsKeys("N|Account|a1", "R|HAS|Account|a1|Host|h1");
    }

    @Test
    void shouldMoveTheSyncRecordWhenTheModelsRenameIt() {
        hosts.sync("s1", 0).lists(0, "h1").completes(1);
        run();
        engine.restart(new TestModels("2") {
            @Override
            public SyncRecord syncRecordOf(Scope scope) {
                return new SyncRecord("Account", scope.account(), "renamed");
            }
        });
        engine.rederive();
        assertThat(engine.graph())
                .containsKey("N|ModuleSyncMetadata|Account_a1_renamed")
                .doesNotContainKey("N|ModuleSyncMetadata|Account_a1_t.host");
        assertThat(node("N|ModuleSyncMetadata|Account_a1_renamed").lastUpdated())
                .isEqualTo(EventScript.millis(0));
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
        assertThat(engine.storeEntries().get("node-work"))
                .as("lookups in force, places held")
                .isEqualTo(2);
        hosts.retires(3, true);
        run();
        engine.clockMillis *= 2;
        engine.forgetDeleted();
        assertThat(engine.forgotten).extracting(Object::toString).contains("N|ModuleSyncMetadata|Account_a1_t.host");
        assertThat(engine.storeEntries()).containsEntry("entities", 0).containsEntry("contributions", 0);
    }

    private static FactSource withoutAccounts() {
        return new TestModels("1") {
            @Override
            public List<Fact> factsOf(Scope scope) throws PayloadException {
                throw new PayloadException(PayloadException.Reason.MODEL_FROZEN, "the account has errors");
            }

            @Override
            public @Nullable SyncRecord syncRecordOf(Scope scope) {
                return null;
            }

            @Override
            public String epoch() {
                return "frozen";
            }
        };
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
        hosts.all.forEach(event -> engine.append(event));
        hosts.all.clear();
        engine.rest();
    }

    private NodeUpsert node(String key) {
        GraphChange change = Objects.requireNonNull(engine.graph().get(key));
        return (NodeUpsert) change;
    }
}
