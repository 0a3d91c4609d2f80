package io.cartostream.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MachineCheckTest {

    @Test
    void shouldRefuseInOneLineWhenJavaIsTooOld() {
        assertThatThrownBy(() -> MachineCheck.require(11, 8_000, 3_000))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("Java 11 is too old")
                .hasMessageContaining("17");
    }

    @Test
    void shouldRefuseInOneLineWhenMemoryIsShort() {
        assertThatThrownBy(() -> MachineCheck.require(17, 1_200, 3_000))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("1200 MB are available")
                .hasMessageContaining("3000 MB");
    }

    @Test
    void shouldAcceptWhenEnoughOrUnknown() {
        assertThatCode(() -> MachineCheck.require(17, 3_000, 3_000)).doesNotThrowAnyException();
        assertThatCode(() -> MachineCheck.require(21, -1, 3_000)).doesNotThrowAnyException();
        assertThat(MachineCheck.availableMb()).isNotZero();
    }
}
