package io.cartostream.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MachineTest {

    @Test
    void shouldRefuseInOneLineWhenJavaIsTooOld() {
        assertThatThrownBy(() -> Machine.require(11, 8_000, 3_000))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("Java 11 is too old")
                .hasMessageContaining("17");
    }

    @Test
    void shouldRefuseInOneLineWhenMemoryIsShort() {
        assertThatThrownBy(() -> Machine.require(17, 1_200, 3_000))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("1200 MB are available")
                .hasMessageContaining("3000 MB");
    }

    @Test
    void shouldAcceptWhenEnoughOrUnknown() {
        assertThatCode(() -> Machine.require(17, 3_000, 3_000)).doesNotThrowAnyException();
        assertThatCode(() -> Machine.require(21, -1, 3_000)).doesNotThrowAnyException();
        assertThat(Machine.availableMb()).isNotZero();
    }
}
