package io.cartostream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.engine.store.WorkQueue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WorkQueueTest {
    private final MemoryStore store = new MemoryStore();
    private final WorkQueue queue = new WorkQueue(store);

    @Test
    void shouldServeNamesInTurnWhileNoneIsRemoved() {
        List.of("a", "b", "c").forEach(queue::add);
        List<String> served = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            served.add(queue.next());
        }
        assertThat(served).containsExactly("a", "b", "c", "a", "b", "c");
    }

    @Test
    void shouldServeANameThatIsAddedBehindTheLastOne() {
        queue.add("b");
        assertThat(queue.next()).isEqualTo("b");
        queue.add("a");
        assertThat(queue.next()).isEqualTo("a");
    }

    @Test
    void shouldKeepANameUntilItIsRemoved() {
        queue.add("a", new byte[] {7});
        assertThat(queue.memo("a")).containsExactly(7);
        queue.remove("a");
        assertThat(queue.next()).isNull();
        assertThat(queue.mayHaveMore()).isFalse();
    }

    @Test
    void shouldFindWhatAnEarlierQueueLeft() {
        queue.add("a");
        WorkQueue later = new WorkQueue(store);
        assertThat(later.mayHaveMore()).isTrue();
        assertThat(later.next()).isEqualTo("a");
    }

    @Test
    void shouldReadTheStoreNoMoreWhenItIsEmpty() {
        assertThat(queue.next()).isNull();
        store.put("w\0a", new byte[0]); // by no means but the queue, whose answer shows that it does not look
        assertThat(queue.next()).isNull();
        assertThat(queue.mayHaveMore()).isFalse();
    }

    @Test
    void shouldLookAgainWhenANameIsAddedToAnEmptyQueue() {
        assertThat(queue.next()).isNull();
        queue.add("a");
        assertThat(queue.next()).isEqualTo("a");
    }
}
