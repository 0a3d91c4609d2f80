package io.cartostream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.contract.EntityKey;
import io.cartostream.contract.Scope;
import io.cartostream.models.fact.AssertionRole;
import io.cartostream.models.fact.Fact;
import io.cartostream.models.fact.FactAssertion;
import io.cartostream.models.fact.LookupKey;
import io.cartostream.models.fact.PayloadException;
import io.cartostream.models.fact.PropertyValue.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** No call sends more than a few thousand messages, however large the hub or the scope. */
final class BoundedWorkTest {
    private static final int MANY = 6_000;
    /** The inline budget, and one payload's own facts. */
    private static final int BOUND = 1_100;

    private EngineSimulator engine = new EngineSimulator(1, new TestModels("1"), EngineConfig.defaults(), true);
    private final EventScript hosts = new EventScript(EventScript.HOSTS);
    private final EventScript groups = new EventScript(EventScript.GROUPS);

    @Test
    void shouldServeAHubInSlicesWhenItAppearsAndVanishes() {
        EventScript links = new EventScript(EventScript.LINKS);
        IntStream.range(0, MANY).forEach(i -> {
            hosts.sees(0, "h" + i, "id=n" + i);
            links.sees(0, "in" + i, "from=n" + i + ";to=hub");
            links.sees(0, "out" + i, "from=hub;to=n" + i);
        });
        run(links);
        hosts.sees(1, "hub", "id=hub");
        run(links);
        assertThat(relationships("R|LINK|")).isEqualTo(2 * MANY);
        hosts.removes(2, "hub");
        run(links);
        assertThat(relationships("R|LINK|")).isZero();
        assertThat(engine.mostSent()).isLessThan(BOUND);
    }

    @Test
    void shouldServeAValueInSlicesWhenManyLookForIt() {
        IntStream.range(0, MANY).forEach(i -> hosts.sees(0, "h" + i, "owner=t"));
        run(groups);
        groups.sees(1, "g1", "tag=t");
        run(groups);
        assertThat(relationships("R|OWNS|")).isEqualTo(MANY);
        groups.sees(2, "g1", "tag=u");
        run(groups);
        assertThat(relationships("R|OWNS|")).isZero();
        assertThat(engine.mostSent()).isLessThan(BOUND);
        assertThat(engine.storeEntries()).containsEntry("carriers", 1).containsEntry("lookup-work", 0);
    }

    @Test
    void shouldServeAValueInSlicesWhenOneResourceAsksForManyRelationships() {
        int askers = 150;
        int carriers = 150;
        engine = new EngineSimulator(1, asking(askers), EngineConfig.defaults(), true);
        IntStream.range(0, carriers).forEach(i -> hosts.sees(0, "h" + i, "name=t"));
        run(groups);
        groups.sees(1, "g1", "asks");
        run(groups);
        assertThat(relationships("R|ASKS|")).isEqualTo(askers * carriers);
        groups.sees(2, "g1", "");
        run(groups);
        assertThat(relationships("R|ASKS|")).isZero();
        assertThat(engine.mostSent()).isLessThan(BOUND);
        assertThat(engine.storeEntries()).containsEntry("demands", 0).containsEntry("lookup-work", 0);
    }

    @Test
    void shouldWithdrawEveryPairWhenADemandReturnsAndGoesBeforeItsTurn() {
        int askers = 150;
        int carriers = 150;
        engine = new EngineSimulator(1, asking(askers), EngineConfig.defaults(), true);
        IntStream.range(0, carriers).forEach(i -> hosts.sees(0, "h" + i, "name=t"));
        groups.sees(1, "g1", "asks").sees(2, "g1", "").sees(3, "g1", "asks");
        run(groups);
        assertThat(relationships("R|ASKS|")).isEqualTo(askers * carriers);
        groups.sees(4, "g1", "").sees(5, "g1", "asks").sees(6, "g1", "");
        run(groups);
        assertThat(relationships("R|ASKS|")).isZero();
        assertThat(engine.storeEntries()).containsEntry("demands", 0).containsEntry("lookup-work", 0);
    }

    @Test
    void shouldRetractAScopeInSlicesWhileLaterEventsWait() {
        IntStream.range(0, MANY).forEach(i -> hosts.sees(0, "h" + i));
        hosts.retires(1, true).sees(2, "h7").sees(0, "h8");
        run(groups);
        assertThat(engine.inventory).containsOnlyKeys(EventScript.HOSTS.resourceKey("h7"));
        assertThat(engine.graph()).containsKeys("N|Host|h7", "N|Account|a1").doesNotContainKey("N|Host|h8");
        assertThat(engine.mostSent()).isLessThan(BOUND);
        assertThat(engine.storeEntries()).containsEntry("scope-work", 0).containsEntry("resources", 2);
    }

    /** Models under which a group that asks relates {@code askers} hosts to every machine of one name. */
    private static TestModels asking(int askers) {
        return new TestModels("1") {
            @Override
            public List<Fact> factsOf(Scope scope, String resourceId, String payload) throws PayloadException {
                List<Fact> facts = new ArrayList<>(super.factsOf(scope, resourceId, payload));
                for (int i = 0; payload.equals("asks") && i < askers; i++) {
                    facts.add(new Fact.LookupFact(
                            "ASKS",
                            new EntityKey.Node("Host", "h" + i),
                            true,
                            new LookupKey("Machine", "name", new Text("t")),
                            new FactAssertion(
                                    "t.group#ASKS", AssertionRole.OWNER, true, new TreeSet<>(), new TreeMap<>())));
                }
                return facts;
            }
        };
    }

    private void run(EventScript more) {
        for (EventScript events : new EventScript[] {hosts, more}) {
            events.all.forEach(engine::append);
            events.all.clear();
        }
        engine.rest();
    }

    private long relationships(String prefix) {
        return engine.graph().keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .count();
    }
}
