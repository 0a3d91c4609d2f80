package io.cartostream.producer.aws.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.producer.catalogue.Catalogue;
import io.cartostream.producer.catalogue.ResourceType;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;

final class Ec2ServiceTest {

    @Test
    void shouldKnowEveryOperationOfTheCatalogue() {
        Set<String> catalogued = Catalogue.builtIn().ofProvider("aws").stream()
                .filter(type -> type.service().equals("ec2"))
                .map(ResourceType::operation)
                .collect(Collectors.toSet());
        try (Ec2Service service = new Ec2Service(Ec2Client.builder()
                .region(Region.EU_WEST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .build())) {
            assertThat(service.operations()).isEqualTo(catalogued);
        }
    }
}
