package io.cartostream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.engine.store.RecentStore;
import io.cartostream.engine.store.SortedStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RecentStoreTest {

    @Test
    void shouldAnswerAsTheStoreDoesWhateverIsRemembered() {
        MemoryStore truth = new MemoryStore();
        MemoryStore behind = new MemoryStore();
        RecentStore store = new RecentStore(behind, 3);
        Random random = new Random(7);
        for (int i = 0; i < 5000; i++) {
            String key = "key" + random.nextInt(8);
            switch (random.nextInt(3)) {
                case 0 -> {
                    byte[] value = new byte[random.nextInt(5) == 0 ? 2000 : random.nextInt(3)];
                    truth.put(key, value);
                    store.put(key, value);
                }
                case 1 -> {
                    truth.delete(key);
                    store.delete(key);
                }
                default -> assertThat(store.get(key)).isEqualTo(truth.get(key));
            }
            assertThat(behind.get(key)).as("written through").isEqualTo(truth.get(key));
        }
        assertThat(keys(store)).isEqualTo(keys(truth));
    }

    @Test
    void shouldAskTheStoreOnceForWhatIsUsedAgainAndAgain() {
        Counting counting = new Counting();
        RecentStore store = new RecentStore(counting, 2);
        for (int i = 0; i < 10; i++) {
            store.get("absent");
            store.get("other" + i);
        }
        assertThat(counting.asked).containsOnlyOnce("absent").hasSize(11);
    }

    @Test
    void shouldForgetWhatWasNotUsedForTheLongestTime() {
        Counting counting = new Counting();
        RecentStore store = new RecentStore(counting, 2);
        List.of("used", "old", "used", "new", "used", "old").forEach(store::get);
        assertThat(counting.asked).containsExactly("used", "old", "new", "old");
    }

    @Test
    void shouldNotRememberALargeEntry() {
        Counting counting = new Counting();
        RecentStore store = new RecentStore(counting, 2);
        store.put("k", new byte[2_000]);
        store.get("k");
        assertThat(counting.asked).containsExactly("k");
    }

    private static List<String> keys(SortedStore store) {
        List<String> keys = new ArrayList<>();
        store.scan("", null, (key, value) -> keys.add(key));
        return keys;
    }

    private static final class Counting implements SortedStore {
        final List<String> asked = new ArrayList<>();

        @Override
        public byte @Nullable [] get(String key) {
            asked.add(key);
            return null;
        }

        @Override
        public void put(String key, byte[] value) {}

        @Override
        public void delete(String key) {}

        @Override
        public void scan(String prefix, @Nullable String after, Visitor visitor) {}
    }
}
