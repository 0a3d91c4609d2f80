package io.cartostream.cli.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cartostream.cli.session.CommandFailure;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class GraphChoiceTest {

    private static final Set<String> LABELS = Set.of("AWSVpc", "MEMBER_OF");
    private static final Set<String> ACCOUNTS = Set.of("aws/1");

    private final GraphCommand.Choice choice = new GraphCommand.Choice();

    @Test
    void shouldRejectALabelThatNeitherSideHas() {
        choice.labels = List.of("AWSVpc", "Nope");

        assertThatThrownBy(() -> choice.requireKnown(LABELS, ACCOUNTS))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("neither the topic nor the graph has the label or relationship type 'Nope'");
    }

    @Test
    void shouldSuggestALabelWhenOneIsMisspelt() {
        choice.labels = List.of("AWSVpcs");

        assertThatThrownBy(() -> choice.requireKnown(LABELS, ACCOUNTS)).hasMessageContaining("did you mean 'AWSVpc'?");
    }

    @Test
    void shouldRejectAnAccountThatNeitherSideHas() {
        choice.accounts = List.of("gcp/nope-project");

        assertThatThrownBy(() -> choice.requireKnown(LABELS, ACCOUNTS)).hasMessageContaining("the account 'gcp/nope");
    }

    @Test
    void shouldAcceptKnownNames() {
        choice.labels = List.of("MEMBER_OF");
        choice.accounts = List.of("aws/1");

        assertThatCode(() -> choice.requireKnown(LABELS, ACCOUNTS)).doesNotThrowAnyException();
    }

    @Test
    void shouldWantOnlyChosenLabels() {
        choice.labels = List.of("AWSVpc");

        assertThat(choice.wants(new ComparisonGroup.Name(true, "AWSVpc", "aws/1")))
                .isTrue();
        assertThat(choice.wants(new ComparisonGroup.Name(false, "MEMBER_OF", "aws/1")))
                .isFalse();
    }
}
