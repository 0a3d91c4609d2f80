package io.cartostream.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SimilarNamesTest {

    @Test
    void shouldFindTheNameThatIsNear() {
        assertThat(SimilarNames.to("EC2.instanse", List.of("ec2.vpc", "ec2.instance")))
                .contains("ec2.instance");
    }

    @Test
    void shouldFindNothingWhenNoNameIsNear() {
        assertThat(SimilarNames.to("lambda", List.of("ec2.instance", "ec2.vpc")))
                .isEmpty();
    }

    @Test
    void shouldTakeTheFirstInOrderAmongEquallyNearNames() {
        assertThat(SimilarNames.to("nam", List.of("name", "cam", "nap"))).contains("cam");
    }
}
