package io.cartostream.producer.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cartostream.producer.catalogue.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;

final class ServiceModuleTest {

    /** The names of a client's methods that take one request and answer with fields, as the SDK spells them. */
    private static List<String> operations(Class<?> client) {
        return Stream.of(client.getMethods())
                .filter(method -> method.getParameterCount() == 1)
                .filter(method -> method.getParameterTypes()[0].getSimpleName().endsWith("Request"))
                .filter(method -> SdkResponse.class.isAssignableFrom(method.getReturnType()))
                .map(method -> method.getName().substring(0, 1).toUpperCase(Locale.ROOT)
                        + method.getName().substring(1))
                .filter(name -> name.matches("(Describe|Get|List|Search).*"))
                .distinct()
                .sorted()
                .collect(Collectors.toList());
    }

    @Test
    void shouldCallEveryOperationThatReads() {
        List<String> missing = new ArrayList<>();
        ServiceModule iam = ServiceModule.get("iam");
        ServiceModule s3 = ServiceModule.get("s3");

        operations(IamClient.class).stream()
                .filter(operation -> iam.problem(operation) != null)
                .forEach(missing::add);
        operations(S3Client.class).stream()
                .filter(operation -> s3.problem(operation) != null)
                .forEach(missing::add);

        assertThat(missing).isEmpty();
        assertThat(operations(IamClient.class)).hasSizeGreaterThan(60).contains("ListMFADevices", "ListSAMLProviders");
    }

    @Test
    void shouldFitEveryEntryOfTheCatalogue() {
        assertThat(FakeAws.CATALOGUE.ofProvider(AwsProvider.NAME))
                .filteredOn(type -> CatalogueCheck.problem(type) != null)
                .extracting(ResourceType::name)
                .isEmpty();
    }

    @Test
    void shouldFindAnOperationOnce() {
        ServiceModule ec2 = ServiceModule.get("ec2");

        assertThat(ec2.operation("DescribeVpcs")).isSameAs(ec2.operation("DescribeVpcs"));
        assertThat(ServiceModule.get("ec2")).isSameAs(ec2);
    }

    @Test
    void shouldNameAModuleThatIsNotOnTheClassPath() {
        assertThatThrownBy(() -> ServiceModule.get("gamelift"))
                .hasMessage("the AWS SDK's module 'gamelift' is not on the class path");
        assertThat(ServiceModule.find("../ec2")).isEmpty();
    }

    @Test
    void shouldRefuseAnOperationThatChangesSomething() {
        assertThatThrownBy(() -> ServiceModule.get("ec2").operation("TerminateInstances"))
                .hasMessageContaining("TerminateInstances does not read");
    }

    @Test
    void shouldRefuseAnOperationThatTheServiceDoesNotHave() {
        assertThat(ServiceModule.get("ec2").problem("DescribeUnicorns"))
                .isEqualTo(
                        "the AWS SDK's module 'ec2' has no operation DescribeUnicorns that answers with JSON fields");
    }

    @Test
    void shouldRefuseAnOperationThatStreamsItsAnswer() {
        assertThat(ServiceModule.get("s3").problem("GetObject")).contains("has no operation GetObject");
    }
}
