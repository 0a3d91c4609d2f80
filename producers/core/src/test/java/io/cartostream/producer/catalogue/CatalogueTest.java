package io.cartostream.producer.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cartostream.contract.Scope;
import io.cartostream.producer.provider.FakeProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CatalogueTest {

    private static final String HEAD = "provider: acme\nservice: ec2\ntypes:\n  ec2.vpc:\n";

    private static Catalogue read(String yaml) throws IOException {
        return Catalogue.read("mine.yaml", new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void shouldHoldTheTypesOfEveryFile() {
        Catalogue catalogue = FakeProvider.CATALOGUE;

        assertThat(catalogue.ofProvider("acme"))
                .extracting(ResourceType::name)
                .contains("ec2.instance", "ec2.vpc", "iam.user", "iam.access-keys");
        assertThat(catalogue.ofProvider("globex"))
                .extracting(ResourceType::name)
                .containsExactlyInAnyOrder("storage.bucket", "storage.bucket-iam-policy");
        ResourceType instance = catalogue.get("ec2.instance");
        assertThat(instance.itemPath()).containsExactly("Reservations", "Instances");
        assertThat(instance.parentFields()).containsExactly("ReservationId", "OwnerId", "RequesterId");
        assertThat(instance.permissions()).containsExactly("ec2:DescribeInstances");
        assertThat(catalogue.ofOperation("acme", "ec2", "DescribeInstances")).containsExactly(instance);
        assertThat(catalogue.get("storage.bucket").scope("p", "eu").region()).isEqualTo(Scope.GLOBAL);
    }

    @Test
    void shouldReadAnEntryOfAFewLines() throws Exception {
        ResourceType type = read(HEAD
                        + "    operation: DescribeVpcs\n    items: Vpcs\n    id: Nested.Id\n    redact: [A.B]\n    page-size: 7\n")
                .get("ec2.vpc");

        assertThat(type.idPaths()).containsExactly(new IdPath(List.of(List.of("Nested", "Id"))));
        assertThat(type.redactions()).containsExactly(List.of("A", "B"));
        assertThat(type.pageSize()).isEqualTo(7);
        assertThat(type.regional()).isTrue();
    }

    @Test
    void shouldTakeTheFirstAlternativeOfAnIdThatHasAValue() throws Exception {
        ResourceType type = read(HEAD
                        + "    operation: DescribeAddresses\n    items: Addresses\n    id: Allocation || Public.Ip || Carrier\n")
                .get("ec2.vpc");

        assertThat(type.idFields()).isEqualTo("Allocation || Public.Ip || Carrier");
        assertThat(type.idOf(new ObjectMapper().readTree("{\"Allocation\":\"a\",\"Public\":{\"Ip\":\"b\"}}")))
                .contains("a");
        assertThat(type.idOf(new ObjectMapper().readTree("{\"Allocation\":\"\",\"Public\":{\"Ip\":\"b\"}}")))
                .contains("b");
        assertThat(type.idOf(new ObjectMapper().readTree("{\"Public\":{}}"))).isEmpty();
    }

    @Test
    void shouldReadADetailAndNeedWhatIsListedOnTheWayToIt() throws Exception {
        Catalogue catalogue = read("""
                provider: acme
                service: elb
                actions: elasticloadbalancing
                types:
                  elb.load-balancer:
                    operation: DescribeLoadBalancers
                    items: Descriptions
                    id: [Name, Zone.Id]
                  elb.tags:
                    operation: DescribeTags
                    request: {All: true, Owners: [self]}
                    detail-of: elb.load-balancer
                    parameter: LoadBalancerNames
                    none: [LoadBalancerNotFound]
                    parent: [Arn]
                  elb.tag:
                    operation: DescribeTag
                    permissions: [elb:A, elb:B]
                    detail-of: elb.tags
                    elements: Tags
                    parameters: {Name: "@", Key: Some.Key}
                """);
        ResourceType base = catalogue.get("elb.load-balancer");
        ResourceType tags = catalogue.get("elb.tags");
        ResourceType tag = catalogue.get("elb.tag");

        assertThat(base.idOf(new ObjectMapper().readTree("{\"Name\":\"a\",\"Zone\":{\"Id\":7}}")))
                .contains("a/7");
        assertThat(base.idOf(new ObjectMapper().readTree("{\"Name\":\"a\"}"))).isEmpty();
        assertThat(tags.request()).hasToString("{\"All\":\"true\",\"Owners\":[\"self\"]}");
        assertThat(tags.none()).containsExactly("LoadBalancerNotFound");
        assertThat(tags.permissions())
                .containsExactly("elasticloadbalancing:DescribeLoadBalancers", "elasticloadbalancing:DescribeTags");
        assertThat(tags.detail()).isNotNull().satisfies(detail -> assertThat(detail.sharesIds())
                .isTrue());
        assertThat(tag.permissions())
                .containsExactly(
                        "elasticloadbalancing:DescribeLoadBalancers",
                        "elasticloadbalancing:DescribeTags",
                        "elb:A",
                        "elb:B");
        assertThat(tag.detail()).isNotNull().satisfies(detail -> {
            assertThat(detail.parameters())
                    .containsExactly(
                            new ResourceType.Parameter("Name", List.of()),
                            new ResourceType.Parameter("Key", List.of("Some", "Key")));
            assertThat(detail.sharesIds()).isFalse();
        });
    }

    @Test
    void shouldLeaveOutItemsWithoutTheValueThatTheEntryAsksFor() throws Exception {
        ResourceType policies = FakeProvider.CATALOGUE.get("iam.managed-policy");
        ResourceType vpcs = FakeProvider.CATALOGUE.get("ec2.vpc");
        ObjectMapper json = new ObjectMapper();

        assertThat(policies.wants(json.readTree("{\"AttachmentCount\":2}"))).isTrue();
        assertThat(policies.wants(json.readTree("{\"AttachmentCount\":0}"))).isFalse();
        assertThat(policies.wants(json.readTree("{\"AttachmentCount\":\"\"}"))).isFalse();
        assertThat(policies.wants(json.readTree("{\"AttachmentCount\":\"some\"}")))
                .isTrue();
        assertThat(policies.wants(json.readTree("{}"))).isFalse();
        assertThat(vpcs.wants(json.readTree("{}"))).isTrue();
    }

    @Test
    void shouldReserveDetailsAsWhatTheyAreOf() {
        Catalogue catalogue = FakeProvider.CATALOGUE;
        ResourceType.Reserved reserved =
                new ResourceType.Reserved("organizations.organization", List.of("Organization", "MasterAccountId"));

        assertThat(catalogue.get("organizations.root").reserved()).isEqualTo(reserved);
        assertThat(catalogue.get("organizations.accounts").reserved()).isEqualTo(reserved);
        assertThat(catalogue.get("organizations.organization").reserved()).isNull();
        assertThatThrownBy(() -> read(HEAD + "    operation: X\n    reserved: {told-by: a.b, account: A}\n"))
                .hasMessageContaining("ec2.vpc is reserved according to a.b, which is not a type");
    }

    @Test
    void shouldRefuseADetailOfADetailOfItself() {
        assertThatThrownBy(() -> read(HEAD + "    operation: X\n    detail-of: ec2.vpc\n    parameter: P\n"))
                .hasMessageContaining("ec2.vpc cannot be a detail of ec2.vpc");
    }

    @Test
    void shouldNameFileLineAndReasonOfAnError() {
        assertRefused(
                HEAD + "    operation: X\n    items: Vpcs\n    id: I\n    colour: red\n",
                "mine.yaml:8: unknown key 'colour'");
        assertRefused(HEAD + "    operation: X\n    items: Vpcs\n", "mine.yaml:5: 'id' is missing");
        assertRefused(HEAD + "    operation: [X]\n", "mine.yaml:5: 'operation' must be a text");
        assertRefused(
                HEAD + "    operation: X\n    items: V\n    id: I\n    region: east\n",
                "mine.yaml:8: 'region' must be");
        assertRefused(
                HEAD + "    operation: X\n    items: V\n    id: I\n    page-size: 0\n",
                "mine.yaml:8: 'page-size' must be");
        assertRefused(
                HEAD + "    operation: X\n    items: V\n    id: I\n    parent: [A]\n", "mine.yaml:8: 'parent' needs");
        assertRefused(HEAD + "    operation: X\n    operation: Y\n", "mine.yaml:6:");
        assertRefused("provider: acme\nservice: ec2\n", "mine.yaml:1: 'types' is missing");
        assertRefused(
                "provider: acme\nservice: ec2\ntypes:\n  Vpc:\n    id: x\n",
                "mine.yaml:5: 'Vpc' is not a resource type");
        assertRefused(HEAD + "    operation: X\n    parameter: P\n", "mine.yaml:6: 'parameter' needs 'detail-of'");
        assertRefused(HEAD + "    operation: X\n    absent: [No]\n", "mine.yaml:6: 'absent' needs 'detail-of'");
        assertRefused(HEAD + "    operation: X\n    reserved: {by: x}\n", "mine.yaml:6: unknown key 'by'");
        assertRefused(HEAD + "    operation: X\n    detail-of: ec2.vpc\n", "mine.yaml:5: 'parameter' is missing");
        assertRefused(HEAD + "    operation: X\n    id: P\n", "mine.yaml:6: 'id' needs 'items'");
        assertRefused(
                HEAD + "    operation: X\n    items: V\n    detail-of: ec2.vpc\n    parameter: P\n",
                "mine.yaml:6: 'items' is not for details");
        assertRefused("provider: acme\n types: x\n", "mine.yaml:2:");
        assertRefused("", "mine.yaml:1: the file is empty");
    }

    private static void assertRefused(String yaml, String message) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(CatalogueException.class)
                .hasMessageContaining(message);
    }

    @Test
    void shouldNameUnknownAndKnownTypesWhenSelecting() {
        assertThatThrownBy(() -> FakeProvider.CATALOGUE.select("globex", List.of("storage.buckets")))
                .hasMessage("unknown resource type 'storage.buckets' for globex; known are storage.bucket,"
                        + " storage.bucket-iam-policy");
        assertThatThrownBy(() -> FakeProvider.CATALOGUE.select("acme", List.of("storage.bucket")))
                .hasMessage("resource type 'storage.bucket' is of provider globex, not of acme");
        assertThat(FakeProvider.CATALOGUE.select("globex", List.of())).hasSize(2);
    }
}
