package io.cartostream.producer.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.producer.catalogue.Catalogue;
import io.cartostream.producer.catalogue.ResourceType;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class AwsApisTest {

    @Test
    void shouldKnowExactlyTheOperationsOfTheCatalogue() {
        Set<String> catalogued = Catalogue.builtIn().ofProvider(AwsSource.PROVIDER).stream()
                .map(ResourceType::operationName)
                .collect(Collectors.toSet());
        catalogued.add("organizations:ListAccounts"); // AwsOrganization's

        assertThat(AwsApis.all())
                .flatExtracting(api -> api.operations().stream()
                        .map(operation -> ResourceType.operationName(api.service(), operation))
                        .toList())
                .containsExactlyInAnyOrderElementsOf(catalogued);
    }
}
