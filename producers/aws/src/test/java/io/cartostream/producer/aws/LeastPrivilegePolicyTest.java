package io.cartostream.producer.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cartostream.producer.catalogue.Catalogue;
import io.cartostream.producer.catalogue.ResourceType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LeastPrivilegePolicyTest {

    @Test
    void shouldAllowWhatTheChosenTypesNeedAndNothingElse() throws Exception {
        Catalogue catalogue = FakeAws.CATALOGUE;

        JsonNode policy = new ObjectMapper()
                .readTree(LeastPrivilegePolicy.document(
                        List.of(catalogue.get("ec2.vpc"), catalogue.get("ec2.volume"), otherProvider())));

        JsonNode statement = policy.path("Statement").path(0);
        assertThat(policy.path("Version").asText()).isEqualTo("2012-10-17");
        assertThat(statement.path("Effect").asText()).isEqualTo("Allow");
        assertThat(statement.path("Action"))
                .extracting(JsonNode::asText)
                .containsExactly("ec2:DescribeRegions", "ec2:DescribeVolumes", "ec2:DescribeVpcs");
    }

    /** A type that is not AWS's. */
    private static ResourceType otherProvider() throws IOException {
        String yaml = "provider: acme\nservice: storage\ntypes:\n  storage.bucket:\n    operation: List\n";
        return Catalogue.read("acme.yaml", new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .get("storage.bucket");
    }

    @Test
    void shouldAllowWhatIsListedOnTheWayToADetail() throws Exception {
        JsonNode policy = new ObjectMapper()
                .readTree(LeastPrivilegePolicy.document(List.of(FakeAws.CATALOGUE.get("iam.access-key-last-used"))));

        assertThat(policy.path("Statement").path(0).path("Action"))
                .extracting(JsonNode::asText)
                .containsExactly("iam:GetAccessKeyLastUsed", "iam:ListAccessKeys", "iam:ListUsers");
    }
}
