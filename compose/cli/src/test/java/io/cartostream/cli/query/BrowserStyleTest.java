package io.cartostream.cli.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.cli.CliRun;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BrowserStyleTest {

    @Test
    void shouldShowNameWhenLabelHasOne() {
        assertThat(BrowserStyle.caption("AWSVpc", Set.of("arn", "name", "vpcname")))
                .isEqualTo("name");
    }

    @Test
    void shouldShowNameOfTheLabelWhenItIsCalledAfterIt() {
        assertThat(BrowserStyle.caption("AWSEC2KeyPair", Set.of("keyname", "region", "zonename")))
                .isEqualTo("keyname");
    }

    @Test
    void shouldShowIdWhenNothingIsAName() {
        assertThat(BrowserStyle.caption("AWSEC2Route", Set.of("arn", "hostname")))
                .isEqualTo("id");
    }

    @Test
    void shouldCoverEveryLabelAndNeverShowTimes() {
        String style = CliRun.of("query", "style").out();

        assertThat(style)
                .contains("node.AWSVpc {")
                .contains("node.AWSAccount {")
                .contains("node.GCPBucket {");
        assertThat(style).doesNotContain("firstseen").doesNotContain("lastupdated");
        assertThat(style.chars().filter(c -> c == '{').count())
                .isEqualTo(style.chars().filter(c -> c == '}').count());
    }
}
