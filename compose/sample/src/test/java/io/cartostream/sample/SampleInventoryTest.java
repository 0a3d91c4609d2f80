package io.cartostream.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cartostream.contract.Scope;
import io.cartostream.producer.InventorySource;
import io.cartostream.producer.ItemSink;
import io.cartostream.producer.RawResource;
import io.cartostream.producer.ReadFailure;
import io.cartostream.producer.ScopeSelection;
import io.cartostream.producer.SourceDiscovery;
import io.cartostream.producer.catalogue.Catalogue;
import io.cartostream.producer.catalogue.ResourceType;
import io.cartostream.producer.provider.InventoryProviders;
import io.cartostream.producer.recorded.RecordedAnswerSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit sets the folder
class SampleInventoryTest {

    @TempDir
    private Path folder;

    @Test
    void shouldWriteTheSameBytesWhenTheSeedIsTheSame() throws Exception {
        SampleInventory.generate(folder.resolve("a"), 42);
        SampleInventory.generate(folder.resolve("b"), 42);
        SampleInventory.generate(folder.resolve("c"), 43);
        assertThat(contents(folder.resolve("a"))).isEqualTo(contents(folder.resolve("b")));
        assertThat(contents(folder.resolve("a"))).isNotEqualTo(contents(folder.resolve("c")));
    }

    /** Figures in the documentation and expected results of end-to-end tests depend on the bytes. */
    @Test
    void shouldWriteTheKnownBytesOfTheDefaultSeed() throws Exception {
        SampleInventory.generate(folder, 42);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        contents(folder).forEach((file, text) -> {
            digest.update(file.getBytes(StandardCharsets.UTF_8));
            digest.update(text.getBytes(StandardCharsets.UTF_8));
        });

        assertThat(HexFormat.of().formatHex(digest.digest()))
                .isEqualTo("86445d647e06b35176f217a78f24545e4edb895e913f712f82c8728890604541");
    }

    @Test
    void shouldHaveSomeFourThousandResources() throws Exception {
        Map<String, Integer> totals = SampleInventory.generate(folder, 42);

        assertThat(totals.values().stream().mapToInt(Integer::intValue).sum()).isBetween(3_500, 4_500);
    }

    /** A type that is new in the catalogue fails here until the sample has an answer for it. */
    @Test
    void shouldHaveAResourceOfEveryTypeOfTheCatalogue() throws Exception {
        InventoryProviders providers = InventoryProviders.load();
        Catalogue catalogue = providers.catalogue();
        SampleInventory.generate(folder, 42);
        ScopeSelection everything = new ScopeSelection(Set.of(), Set.of(), Set.of());
        Set<String> found = new TreeSet<>();
        try (InventorySource source =
                RecordedAnswerSource.open(folder, providers, catalogue, everything, Clock.systemUTC())) {
            SourceDiscovery discovery = source.discover();
            assertThat(discovery.unknownOperations()).isEmpty();
            for (Scope scope : discovery.scopes()) {
                source.read(scope, new Items(item -> found.add(scope.resourceType())));
            }
        }
        assertThat(found)
                .containsExactlyInAnyOrderElementsOf(
                        catalogue.types().stream().map(ResourceType::name).toList());
    }

    /** Hears of items; refuses to hear that one could not be read. */
    private record Items(Consumer<RawResource> consumer) implements ItemSink {

        @Override
        public void page(Instant requestedAt) {}

        @Override
        public void item(RawResource item) {
            consumer.accept(item);
        }

        @Override
        public void unreadable(String id, ReadFailure failure) {
            throw new AssertionError(id + ": " + failure.line());
        }

        @Override
        public void gone(String id) {}
    }

    @Test
    void shouldReferToOtherAccounts() throws Exception {
        SampleInventory.generate(folder, 42);
        ObjectMapper json = new ObjectMapper();
        Path shop = folder.resolve(SampleEstate.SHOP).resolve("eu-west-1");
        JsonNode groups = json.readTree(Files.readAllBytes(shop.resolve("ec2.DescribeSecurityGroups.json")));
        assertThat(groups.findValuesAsText("UserId"))
                .contains(SampleEstate.ANALYTICS, SampleEstate.NETWORK, SampleEstate.SHOP);
        JsonNode subnets = json.readTree(Files.readAllBytes(shop.resolve("ec2.DescribeSubnets.json")));
        assertThat(subnets.findValuesAsText("OwnerId")).contains(SampleEstate.NETWORK, SampleEstate.SHOP);
        JsonNode instances = json.readTree(Files.readAllBytes(shop.resolve("ec2.DescribeInstances.json")));
        Set<String> sharedSubnets = new HashSet<>();
        for (int zone = 0; zone < 3; zone++) {
            sharedSubnets.add(SampleEstate.sharedSubnet(42, "eu-west-1", zone));
        }
        assertThat(instances.findValuesAsText("SubnetId")).containsAnyElementsOf(sharedSubnets);
    }

    @Test
    void shouldGiveEachAddressOnce() throws Exception {
        SampleInventory.generate(folder, 42);
        ObjectMapper json = new ObjectMapper();

        Set<String> seen = new HashSet<>();
        for (String account : SampleEstate.ACCOUNTS) {
            for (String region : SampleEstate.REGIONS) {
                JsonNode interfaces = json.readTree(Files.readAllBytes(
                        folder.resolve(account).resolve(region).resolve("ec2.DescribeNetworkInterfaces.json")));
                for (JsonNode one : interfaces.path("NetworkInterfaces")) {
                    for (JsonNode address : one.path("PrivateIpAddresses")) {
                        String text = address.path("PrivateIpAddress").asText();
                        assertThat(seen.add(text)).as("given once: %s", text).isTrue();
                    }
                    JsonNode open = one.at("/Association/PublicIp");
                    assertThat(open.isMissingNode() || seen.add(open.asText()))
                            .as("given once: %s", open)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void shouldChangeOneRuleAndChangeItBack() throws Exception {
        Path sample = folder.resolve("sample");
        SampleInventory.generate(sample, 42);
        Map<String, String> before = contents(sample);
        RuleChange first = RuleChange.make(sample, folder.resolve("demo"));
        assertThat(first.text()).contains("198.51.100.64/26 instead of 0.0.0.0/0");
        assertThat(first.scopeKey()).isEqualTo("aws/444455556666/eu-west-1/ec2.security-group");
        assertThat(contents(sample)).as("not before it was synced").isEqualTo(before);
        first.keep();
        Map<String, String> changed = contents(sample);
        assertThat(changed.entrySet().stream().filter(entry -> !entry.getValue().equals(before.get(entry.getKey()))))
                .hasSize(1);
        try (var manifest = Files.lines(folder.resolve("demo").resolve(SampleInventory.MANIFEST))) {
            assertThat(manifest).hasSize(1);
        }
        RuleChange.make(sample, folder.resolve("demo")).keep();
        assertThat(contents(sample)).isEqualTo(before);
    }

    private static Map<String, String> contents(Path folder) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(folder.relativize(file).toString(), Files.readString(file));
            }
        }
        return contents;
    }
}
