package io.cartostream.producer.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cartostream.contract.Scope;
import io.cartostream.producer.RawResource;
import io.cartostream.producer.RecordingSink;
import io.cartostream.producer.ScopeSelection;
import io.cartostream.producer.catalogue.Catalogue;
import io.cartostream.producer.catalogue.ResourceType;
import io.cartostream.producer.provider.InventoryProviders;
import io.cartostream.producer.recorded.RecordedAnswerSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An organizational unit may have any number of accounts. */
class LargeUnitTest {

    private static final int ACCOUNTS = 5_000;
    private static final Scope SCOPE = new Scope("aws", "111122223333", Scope.GLOBAL, "organizations.accounts");

    private final InventoryProviders providers = InventoryProviders.of(List.of(new AwsProvider()));

    @Test
    void shouldSendAllAccountsOfALargeUnitInBoundedResources(@TempDir Path folder) throws Exception {
        Files.writeString(
                folder.resolve("accounts.json"),
                IntStream.range(0, ACCOUNTS)
                        .mapToObj(i -> "{\"Id\":\"" + (600_000_000_000L + i) + "\",\"State\":\"ACTIVE\"}")
                        .collect(Collectors.joining(",", "{\"Accounts\":[", "]}")));
        Files.writeString(
                folder.resolve("manifest.jsonl"),
                "{\"provider\":\"aws\",\"account\":\"111122223333\",\"region\":\"global\",\"service\":\"organizations\","
                        + "\"operation\":\"ListAccountsForParent\",\"file\":\"accounts.json\","
                        + "\"parameters\":{\"ParentId\":\"ou-1\",\"Arn\":\"arn:x\"}}\n");
        RecordingSink sink = new RecordingSink();

        try (RecordedAnswerSource source = RecordedAnswerSource.open(
                folder, providers, providers.catalogue(), ScopeSelection.ALL, Clock.systemUTC())) {
            source.discover();
            source.read(SCOPE, sink);
        }

        assertThat(sink.items()).allSatisfy(item -> assertThat(accounts(item)).hasSizeLessThanOrEqualTo(200));
        assertThat(sink.items().stream()
                        .flatMap(item -> accounts(item).stream())
                        .distinct())
                .hasSize(ACCOUNTS);
    }

    private static List<String> accounts(RawResource item) {
        return item.payload().findValues("Id").stream().map(JsonNode::asText).toList();
    }

    @Test
    void shouldSliceEveryAnswerThatJoinsAListWithoutABound() {
        Catalogue catalogue = providers.catalogue();

        assertThat(catalogue.types().stream()
                        .filter(type -> type.detail() != null && type.detail().slices() != null)
                        .map(ResourceType::name))
                .containsExactlyInAnyOrder(
                        "organizations.units",
                        "organizations.accounts",
                        "iam.group-members",
                        "ec2.launch-template-versions",
                        "ec2.transit-gateway-routes",
                        "ec2.transit-gateway-associations",
                        "ec2.transit-gateway-propagations",
                        "elbv2.listeners",
                        "elbv2.target-groups",
                        "elbv2.target-health");
    }
}
