package io.cartostream.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GraphNamesTest {

    static Stream<Arguments> names() {
        return Stream.of(
                Arguments.of("Host", true, true, true),
                Arguments.of("Odd`name of a label", true, true, true),
                Arguments.of("ünïcode", true, true, true),
                Arguments.of("x".repeat(1000), true, true, true),
                Arguments.of("x".repeat(1001), false, false, false),
                Arguments.of("", false, false, false),
                Arguments.of("  ", false, false, false),
                Arguments.of("back\\slash", false, false, false),
                Arguments.of("line\nbreak", false, false, false),
                Arguments.of("CartostreamEntity", false, true, true),
                Arguments.of("CartostreamBare", false, true, true),
                Arguments.of("CartostreamFence", false, true, true),
                Arguments.of("_key", true, false, true));
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldAllowWhatTheSinkWrites(String name, boolean label, boolean property, boolean type) {
        check(GraphNames::label, name, label);
        check(GraphNames::property, name, property);
        check(GraphNames::labelOrType, name, type);
    }

    private static void check(UnaryOperator<String> rule, String name, boolean legal) {
        if (legal) {
            assertThat(rule.apply(name)).isEqualTo(name);
        } else {
            assertThatIllegalArgumentException().isThrownBy(() -> rule.apply(name));
        }
    }
}
