package io.cartostream.producer.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cartostream.contract.Scope;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CatalogueTest {

    private static final String HEAD = "provider: aws\nservice: ec2\ntypes:\n  ec2.vpc:\n";

    private static Catalogue read(String yaml) throws IOException {
        return Catalogue.read("mine.yaml", new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void shouldHoldTheBuiltInTypes() {
        Catalogue catalogue = Catalogue.builtIn();

        assertThat(catalogue.ofProvider("aws"))
                .extracting(ResourceType::name)
                .containsExactlyInAnyOrder(
                        "ec2.instance",
                        "ec2.vpc",
                        "ec2.subnet",
                        "ec2.security-group",
                        "ec2.network-interface",
                        "ec2.volume",
                        "ec2.internet-gateway",
                        "ec2.route-table",
                        "ec2.key-pair");
        assertThat(catalogue.ofProvider("gcp"))
                .extracting(ResourceType::name)
                .containsExactlyInAnyOrder("storage.bucket", "storage.bucket-iam-policy");
        ResourceType instance = catalogue.get("ec2.instance");
        assertThat(instance.itemPath()).containsExactly("Reservations", "Instances");
        assertThat(instance.parentFields()).containsExactly("ReservationId", "OwnerId", "RequesterId");
        assertThat(instance.permissions()).containsExactly("ec2:DescribeInstances");
        assertThat(catalogue.ofOperation("aws", "ec2", "DescribeInstances")).containsExactly(instance);
        assertThat(catalogue.get("storage.bucket").scope("p", "eu").region()).isEqualTo(Scope.GLOBAL);
    }

    @Test
    void shouldReadAnEntryOfAFewLines() throws Exception {
        ResourceType type = read(HEAD
                        + "    operation: DescribeVpcs\n    items: Vpcs\n    id: Nested.Id\n    redact: [A.B]\n    page-size: 7\n")
                .get("ec2.vpc");

        assertThat(type.idPath()).containsExactly("Nested", "Id");
        assertThat(type.redactions()).containsExactly(List.of("A", "B"));
        assertThat(type.pageSize()).isEqualTo(7);
        assertThat(type.regional()).isTrue();
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
        assertRefused("provider: aws\nservice: ec2\n", "mine.yaml:1: 'types' is missing");
        assertRefused(
                "provider: aws\nservice: ec2\ntypes:\n  Vpc:\n    id: x\n",
                "mine.yaml:5: 'Vpc' is not a resource type");
        assertRefused("provider: aws\n types: x\n", "mine.yaml:2:");
        assertRefused("", "mine.yaml:1: the file is empty");
    }

    private static void assertRefused(String yaml, String message) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(CatalogueException.class)
                .hasMessageContaining(message);
    }

    @Test
    void shouldNameUnknownAndKnownTypesWhenSelecting() {
        assertThatThrownBy(() -> Catalogue.builtIn().select("gcp", List.of("storage.buckets")))
                .hasMessage("unknown resource type 'storage.buckets' for gcp; known are storage.bucket,"
                        + " storage.bucket-iam-policy");
        assertThat(Catalogue.builtIn().select("gcp", List.of())).hasSize(2);
    }
}
