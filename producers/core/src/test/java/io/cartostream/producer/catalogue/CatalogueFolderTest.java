package io.cartostream.producer.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cartostream.producer.provider.FakeProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CatalogueFolderTest {

    private static final String VPC = "    operation: DescribeVpcs\n    items: Vpcs\n    id: VpcId\n";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private void file(String name, String types) throws IOException {
        Files.writeString(folder.resolve(name), "provider: acme\nservice: ec2\ntypes:\n" + types);
    }

    private CatalogueFolder.Merged merge() {
        return CatalogueFolder.merge(FakeProvider.CATALOGUE, folder, type -> FakeProvider.PROVIDERS
                .get(type.provider())
                .problem(type));
    }

    @Test
    void shouldAddTypesOfTheFolder() throws IOException {
        file("mine.yaml", "  ec2.fleet:\n    operation: DescribeFleets\n    items: Fleets\n    id: FleetId\n");
        Files.writeString(folder.resolve("notes.txt"), "no catalogue");

        CatalogueFolder.Merged merged = merge();

        assertThat(merged.problems()).isEmpty();
        assertThat(merged.catalogue().get("ec2.fleet").operation()).isEqualTo("DescribeFleets");
        assertThat(merged.catalogue().types())
                .hasSize(FakeProvider.CATALOGUE.types().size() + 1);
    }

    @Test
    void shouldReplaceABuiltInTypeOfTheSameName() throws IOException {
        file("mine.yaml", "  ec2.vpc:\n" + VPC + "    page-size: 7\n");

        assertThat(merge().catalogue().get("ec2.vpc").pageSize()).isEqualTo(7);
    }

    @Test
    void shouldLeaveOutOnlyTheFileWithAnError() throws IOException {
        file("a.yaml", "  ec2.a:\n" + VPC + "    colour: red\n");
        file("b.yaml", "  ec2.b:\n" + VPC);

        CatalogueFolder.Merged merged = merge();

        assertThat(merged.problems())
                .singleElement()
                .asString()
                .startsWith(folder.resolve("a.yaml") + ":8: unknown key 'colour'");
        assertThat(merged.catalogue().find("ec2.a")).isEmpty();
        assertThat(merged.catalogue().find("ec2.b")).isPresent();
    }

    @Test
    void shouldLeaveOutAFileWhoseTypeTheProviderCannotRead() throws IOException {
        file("mine.yaml", "  ec2.gone:\n    operation: DeleteVpc\n    items: Vpcs\n    id: VpcId\n");

        assertThat(merge().problems()).containsExactly(folder.resolve("mine.yaml") + ":5: Delete… does not read");
    }

    @Test
    void shouldLeaveOutTheSecondFileOfARepeatedType() throws IOException {
        file("a.yaml", "  ec2.a:\n" + VPC);
        file("b.yaml", "  ec2.a:\n" + VPC);

        assertThat(merge().problems())
                .containsExactly(folder.resolve("b.yaml") + ":5: 'ec2.a' is already defined at "
                        + folder.resolve("a.yaml") + ":5");
    }

    @Test
    void shouldLeaveOutAFileThatNeedsABrokenOne() throws IOException {
        file("a.yaml", "  ec2.a:\n" + VPC + "    colour: red\n");
        file("b.yaml", "  ec2.b:\n    operation: DescribeB\n    detail-of: ec2.a\n    parameter: A\n");

        CatalogueFolder.Merged merged = merge();

        assertThat(merged.problems()).hasSize(2).last().asString().contains("b.yaml:5: ec2.b is a detail of ec2.a");
        assertThat(merged.catalogue().types()).hasSameSizeAs(FakeProvider.CATALOGUE.types());
    }

    @Test
    void shouldLeaveOutAFileThatBreaksABuiltInType() throws IOException {
        Files.writeString(
                folder.resolve("mine.yaml"),
                "provider: acme\nservice: s3\ntypes:\n  s3.bucket:\n    operation: ListBuckets\n    items: Buckets\n"
                        + "    id: Name\n    region: regional\n");

        assertThat(merge().problems())
                .singleElement()
                .asString()
                .contains("mine.yaml:5: replaces a built-in type that others need");
    }

    @Test
    void shouldRefuseATypeOfAnotherProvidersName() throws IOException {
        Files.writeString(folder.resolve("mine.yaml"), "provider: globex\nservice: ec2\ntypes:\n  ec2.vpc:\n" + VPC);

        assertThat(merge().problems())
                .singleElement()
                .asString()
                .contains("'ec2.vpc' is a resource type of provider acme");
    }

    @Test
    void shouldSayThatTheFolderIsMissing() {
        assertThatThrownBy(() -> CatalogueFolder.merge(
                        FakeProvider.CATALOGUE, folder.resolve("absent"), type -> Optional.empty()))
                .isInstanceOf(CatalogueException.class)
                .hasMessageContaining("absent: there is no such folder");
    }
}
