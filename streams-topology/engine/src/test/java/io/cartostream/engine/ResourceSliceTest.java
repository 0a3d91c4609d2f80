package io.cartostream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.contract.ResourceSlice;
import io.cartostream.engine.event.InventoryEvent.ResourceConfirmed;
import io.cartostream.engine.event.InventoryEvent.Unreadable;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The slices of a resource: each is a resource, and all are confirmed with it. */
class ResourceSliceTest {

    private static final String LOWER = ResourceSlice.idOf("unit", "0");
    private static final String UPPER = ResourceSlice.idOf("unit", "1");

    private final EngineSimulator engine = new EngineSimulator(1, new TestModels("1"), EngineConfig.defaults(), true);
    private final EventScript events = new EventScript(EventScript.HOSTS);

    private List<String> resources() {
        events.all.forEach(engine::append);
        events.all.clear();
        engine.rest();
        return engine.inventory.keySet().stream()
                .map(key -> key.substring(key.lastIndexOf('/') + 1))
                .toList();
    }

    @Test
    void shouldKeepTheSlicesOfAResourceThatCouldNotBeRead() {
        events.sync("s1", 0).lists(0, LOWER, UPPER, "unit", "unity").completes(1);
        EventScript.Sync denied = events.sync("s2", 10);
        denied.add(10, new ResourceConfirmed("unit", new Unreadable("organizations:ListAccountsForParent", "denied")))
                .completes(11);

        assertThat(resources()).containsExactlyInAnyOrder("unit", LOWER, UPPER);
    }

    @Test
    void shouldRetractASliceThatACompleteSyncDidNotSee() {
        events.sync("s1", 0).lists(0, LOWER, UPPER, "unit").completes(1);
        events.sync("s2", 10).lists(10, LOWER, "unit").completes(11);

        assertThat(resources()).containsExactlyInAnyOrder("unit", LOWER);
    }
}
