package io.cartostream.topology.modelchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BacklogNoticeTest {

    private final List<String> said = new ArrayList<>();
    private boolean left;

    @Test
    void shouldSaySoOnceAtTheStartAndThenWhenItChanges() {
        BacklogNotice notice = new BacklogNotice(2, () -> left, said::add);
        notice.announce();
        notice.announce();
        assertThat(said).containsExactly("generation=2 none");

        left = true;
        notice.announce();
        notice.announce();
        left = false;
        notice.announce();
        assertThat(said).containsExactly("generation=2 none", "generation=2 some", "generation=2 none");
    }

    @Test
    void shouldSayThatWorkIsLeftFromBeforeTheStart() {
        left = true;
        new BacklogNotice(3, () -> left, said::add).announce();

        assertThat(said).containsExactly("generation=3 some");
    }
}
