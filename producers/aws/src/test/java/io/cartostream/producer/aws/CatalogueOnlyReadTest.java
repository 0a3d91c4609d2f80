package io.cartostream.producer.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.contract.Scope;
import io.cartostream.producer.RecordingSink;
import io.cartostream.producer.aws.FakeAws.Answer;
import io.cartostream.producer.catalogue.Catalogue;
import io.cartostream.producer.catalogue.CatalogueFolder;
import io.cartostream.producer.provider.InventoryProviders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operations that no Java class of this module names: a user's YAML file is enough. */
final class CatalogueOnlyReadTest {

    private final FakeAws aws = FakeAws.start();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @AfterEach
    void stop() {
        aws.close();
    }

    private CatalogueFolder.Merged merged(String yaml) throws IOException {
        Files.writeString(folder.resolve("mine.yaml"), yaml);
        return InventoryProviders.load().catalogue(folder);
    }

    private Catalogue catalogue(String yaml) throws IOException {
        CatalogueFolder.Merged merged = merged(yaml);
        assertThat(merged.problems()).isEmpty();
        return merged.catalogue();
    }

    @Test
    void shouldReadPagesOfAnOperationThatOnlyYamlNames() throws Exception {
        aws.on(
                "DescribeVpcEndpointServices",
                request -> Answer.ok("<DescribeVpcEndpointServicesResponse><serviceDetailSet><item><serviceId>vpce-svc-"
                        + (request.containsKey("NextToken") ? "2" : "1") + "</serviceId></item></serviceDetailSet>"
                        + (request.containsKey("NextToken") ? "" : "<nextToken>more</nextToken>")
                        + "</DescribeVpcEndpointServicesResponse>"));
        RecordingSink sink = new RecordingSink();

        aws.read(catalogue("""
                provider: aws
                service: ec2
                types:
                  ec2.vpc-endpoint-service:
                    operation: DescribeVpcEndpointServices
                    request: {Filters: [{Name: owner, Values: [$account]}]}
                    items: ServiceDetails
                    id: ServiceId
                    page-size: 50
                """), "ec2.vpc-endpoint-service", "eu-west-1", sink);

        assertThat(sink.ids()).containsExactly("vpce-svc-1", "vpce-svc-2");
        assertThat(aws.requests("DescribeVpcEndpointServices")).hasSize(2).allSatisfy(request -> assertThat(request)
                .containsEntry("Filter.1.Name", "owner")
                .containsEntry("MaxResults", "50"));
    }

    @Test
    void shouldReadAGlobalOperationWhoseNameTheSdkSpellsOtherwise() throws Exception {
        aws.on(
                "ListVirtualMFADevices",
                request -> Answer.ok("<ListVirtualMFADevicesResponse><ListVirtualMFADevicesResult>"
                        + "<VirtualMFADevices><member><SerialNumber>arn:aws:iam::1:mfa/a</SerialNumber></member>"
                        + "</VirtualMFADevices><IsTruncated>false</IsTruncated>"
                        + "</ListVirtualMFADevicesResult></ListVirtualMFADevicesResponse>"));
        RecordingSink sink = new RecordingSink();

        aws.read(catalogue("""
                provider: aws
                service: iam
                types:
                  iam.virtual-mfa-device:
                    operation: ListVirtualMFADevices
                    request: {AssignmentStatus: Any}
                    items: VirtualMFADevices
                    id: SerialNumber
                    region: global
                """), "iam.virtual-mfa-device", Scope.GLOBAL, sink);

        assertThat(sink.ids()).containsExactly("arn:aws:iam::1:mfa/a");
        assertThat(aws.requests("ListVirtualMFADevices")).singleElement().satisfies(request -> assertThat(request)
                .containsEntry("AssignmentStatus", "Any"));
    }

    @Test
    void shouldReportAnEntryThatTheSdkDoesNotHave() throws Exception {
        CatalogueFolder.Merged merged = merged("""
                provider: aws
                service: ec2
                types:
                  ec2.unicorn:
                    operation: DescribeUnicorns
                    items: Unicorns
                    id: Id
                """);

        assertThat(merged.problems())
                .singleElement()
                .asString()
                .startsWith(folder.resolve("mine.yaml") + ":5: ")
                .contains("has no operation DescribeUnicorns");
        assertThat(merged.catalogue().types()).hasSameSizeAs(FakeAws.CATALOGUE.types());
    }

    @Test
    void shouldReportAParameterThatTheOperationDoesNotHave() throws Exception {
        assertThat(merged("""
                        provider: aws
                        service: ec2
                        types:
                          ec2.prefix-list:
                            operation: DescribePrefixLists
                            request: {Colour: red}
                            items: PrefixLists
                            id: PrefixListId
                        """).problems())
                .singleElement()
                .asString()
                .contains("DescribePrefixLists: the operation has no parameter Colour");
    }
}
