package io.cartostream.producer.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cartostream.avro.FailureReason;
import io.cartostream.contract.Scope;
import io.cartostream.producer.InventorySource;
import io.cartostream.producer.InventorySourceContract;
import io.cartostream.producer.RecordingSink;
import io.cartostream.producer.SourceException;
import io.cartostream.producer.aws.FakeAws.Answer;
import io.cartostream.producer.call.ApiCalls;
import io.cartostream.producer.call.RetryPolicy;
import io.cartostream.producer.catalogue.Catalogue;
import io.cartostream.producer.catalogue.ResourceType;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class AwsSourceTest extends InventorySourceContract {

    private static final RetryPolicy QUICK =
            new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(300));

    private final FakeAws aws = FakeAws.start();

    @BeforeEach
    void answerTwoPages() {
        aws.on(
                "DescribeInstances",
                request -> request.containsKey("NextToken")
                        ? Answer.ok(
                                "<DescribeInstancesResponse><reservationSet><item><reservationId>r-2</reservationId>"
                                        + "<instancesSet><item><instanceId>i-3</instanceId></item></instancesSet></item>"
                                        + "</reservationSet></DescribeInstancesResponse>")
                        : Answer.ok(
                                "<DescribeInstancesResponse><reservationSet><item><reservationId>r-1</reservationId>"
                                        + "<ownerId>1</ownerId><instancesSet><item><instanceId>i-1</instanceId>"
                                        + "<launchTime>2026-03-01T10:11:12.000Z</launchTime></item>"
                                        + "<item><instanceId>i-2</instanceId><tagSet/></item></instancesSet></item></reservationSet>"
                                        + "<nextToken>more</nextToken></DescribeInstancesResponse>"));
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    private AwsSource source(AwsSettings settings) {
        return AwsSource.create(
                settings,
                AwsAccount.OF_CREDENTIALS,
                FakeAws.CATALOGUE,
                ApiCalls.create(QUICK, Map.of()),
                Clock.systemUTC());
    }

    @Override
    protected Catalogue catalogue() {
        return FakeAws.CATALOGUE;
    }

    @Override
    protected InventorySource readable() {
        return source(aws.settings());
    }

    @Override
    protected Scope fullScope() {
        return new Scope("aws", FakeAws.ACCOUNT, "eu-west-1", "ec2.instance");
    }

    @Override
    protected Set<String> fullIds() {
        return Set.of("i-1", "i-2", "i-3");
    }

    @Override
    protected InventorySource denied() {
        FakeAws other = FakeAws.start();
        other.on(
                "DescribeInstances",
                request -> Answer.error(
                        403, "UnauthorizedOperation", "You are not authorized to perform this operation."));
        return source(other.settings());
    }

    @Override
    protected String missingPermission() {
        return "ec2:DescribeInstances";
    }

    @Test
    void shouldGiveItemsAsTheCommandLineToolPrintsThem() throws Exception {
        RecordingSink sink = new RecordingSink();
        try (AwsSource source = source(aws.settings())) {
            source.discover();
            source.read(fullScope(), sink);
        }

        List<String> expected = List.of(
                "{'InstanceId':'i-1','LaunchTime':'2026-03-01T10:11:12+00:00',"
                        + "'_parent':{'ReservationId':'r-1','OwnerId':'1'}}",
                "{'InstanceId':'i-2','Tags':[],'_parent':{'ReservationId':'r-1','OwnerId':'1'}}",
                "{'InstanceId':'i-3','_parent':{'ReservationId':'r-2'}}");
        assertThat(sink.items()).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat((Object) sink.items().get(i).payload())
                    .isEqualTo(new ObjectMapper().readTree(expected.get(i).replace('\'', '"')));
        }
        assertThat(sink.pages()).hasSize(2);
        assertThat(aws.requests("DescribeInstances"))
                .extracting(request -> request.get("MaxResults"))
                .containsOnly("200");
    }

    @Test
    void shouldDiscoverRegionsUnlessTheyAreGiven() throws Exception {
        try (AwsSource all = source(aws.settings());
                AwsSource given = source(aws.settings()
                        .withRegions(List.of("eu-north-1", "us-east-1"))
                        .withResourceTypes(List.of("ec2.vpc")))) {
            assertThat(all.discover().scopes())
                    .hasSize(FakeAws.CATALOGUE.ofProvider("aws").size())
                    .extracting(Scope::region)
                    .containsOnly("eu-west-1", Scope.GLOBAL);
            assertThat(given.discover().scopes())
                    .extracting(Scope::key)
                    .containsExactly("aws/000000000000/eu-north-1/ec2.vpc", "aws/000000000000/us-east-1/ec2.vpc");
        }
        assertThat(aws.requests("DescribeRegions"))
                .extracting(request -> request.get("AllRegions"))
                .containsExactly("false", "true");
    }

    @Test
    void shouldRefuseARegionThatAwsDoesNotHave() {
        try (AwsSource source = source(aws.settings().withRegions(List.of("eu-north-1", "eu-nort-1")))) {
            assertThatThrownBy(source::discover).isInstanceOfSatisfying(SourceException.class, problem -> {
                assertThat(problem.failure().reason()).isEqualTo(FailureReason.UNSUPPORTED_REGION);
                assertThat(problem.failure().message()).startsWith("AWS has no region eu-nort-1; there are");
            });
        }
    }

    @Test
    void shouldTakeTheGivenRegionsWhenTheListOfAllIsDenied() throws Exception {
        takesTheGivenRegions(Answer.error(403, "UnauthorizedOperation", "not you"));
    }

    @Test
    void shouldTakeTheGivenRegionsWhenTheHomeRegionThrottles() throws Exception {
        takesTheGivenRegions(Answer.error(503, "RequestLimitExceeded", "slow down"));
    }

    private void takesTheGivenRegions(Answer answer) throws Exception {
        aws.on("DescribeRegions", request -> answer);
        try (AwsSource source =
                source(aws.settings().withRegions(List.of("mars-1")).withResourceTypes(List.of("ec2.vpc")))) {
            assertThat(source.discover().scopes()).hasSize(1);
        }
    }

    @Test
    void shouldTryAgainAfterThrottlingAndPassingFaults() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        aws.on("DescribeVpcs", request -> switch (tries.getAndIncrement()) {
            case 0 -> Answer.error(503, "RequestLimitExceeded", "slow down");
            case 1 -> new Answer(500, "<html>oops</html>");
            default ->
                Answer.ok("<DescribeVpcsResponse><vpcSet><item><vpcId>vpc-1</vpcId></item></vpcSet>"
                        + "</DescribeVpcsResponse>");
        });
        RecordingSink sink = new RecordingSink();
        try (AwsSource source = source(aws.settings())) {
            source.discover();
            source.read(new Scope("aws", FakeAws.ACCOUNT, "eu-west-1", "ec2.vpc"), sink);
        }

        assertThat(sink.ids()).containsExactly("vpc-1");
        assertThat(tries).hasValue(3);
    }

    @Test
    void shouldDistinguishADisabledRegionFromBadCredentials() throws Exception {
        aws.on("DescribeVpcs", request -> Answer.error(401, "AuthFailure", "not able to validate the credentials"));
        Scope scope = new Scope("aws", FakeAws.ACCOUNT, "af-south-1", "ec2.vpc");
        try (AwsSource source = source(aws.settings().withRegions(List.of("af-south-1")))) {
            source.discover();
            assertThat(failure(source, scope).failure().reason()).isEqualTo(FailureReason.UNSUPPORTED_REGION);
        }
        aws.on("GetCallerIdentity", request -> Answer.stsError(403, "InvalidClientTokenId", "the token is invalid"));
        try (AwsSource source = source(aws.settings())) {
            assertThatThrownBy(source::discover).isInstanceOfSatisfying(SourceException.class, problem -> assertThat(
                            problem.failure().reason())
                    .isEqualTo(FailureReason.INVALID_CREDENTIALS));
        }
    }

    private static SourceException failure(AwsSource source, Scope scope) {
        return catchThrowableOfType(SourceException.class, () -> source.read(scope, new RecordingSink()));
    }

    @Test
    void shouldGiveUpOnAnEndlessListing() throws Exception {
        aws.on(
                "DescribeVpcs",
                request ->
                        Answer.ok("<DescribeVpcsResponse><vpcSet/><nextToken>same</nextToken></DescribeVpcsResponse>"));
        try (AwsSource source = source(aws.settings())) {
            source.discover();
            assertThat(failure(source, new Scope("aws", FakeAws.ACCOUNT, "eu-west-1", "ec2.vpc")))
                    .hasMessageContaining("the same page token twice");
        }
    }

    @Test
    void shouldSayThatNothingListens() throws Exception {
        FakeAws gone = FakeAws.start();
        gone.close();
        try (AwsSource source = source(gone.settings())) {
            assertThatThrownBy(source::discover)
                    .hasMessageContaining("UNREACHABLE in sts:GetCallerIdentity: no answer from " + gone.endpoint());
        }
    }

    @Test
    void shouldAssumeTheRoleOfAnAccount() throws Exception {
        aws.on(
                "AssumeRole",
                request -> Answer.ok(
                        "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIAROLE</AccessKeyId>"
                                + "<SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>"
                                + "<Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult>"
                                + "</AssumeRoleResponse>"));
        AwsAccount account = AwsAccount.withRole("aws", FakeAws.ACCOUNT, "reader", "ext");
        try (AwsSource source = AwsSource.create(
                aws.settings(), account, FakeAws.CATALOGUE, ApiCalls.create(QUICK, Map.of()), Clock.systemUTC())) {
            source.discover();
        }

        assertThat(aws.requests("AssumeRole")).isNotEmpty().allSatisfy(request -> {
            assertThat(request.get("RoleArn")).isEqualTo("arn:aws:iam::000000000000:role/reader");
            assertThat(request.get("ExternalId")).isEqualTo("ext");
        });
        assertThat(aws.requests("DescribeRegions"))
                .allSatisfy(request -> assertThat(request.get("authorization")).contains("ASIAROLE"));
    }

    @Test
    void shouldLeaveNoThreadOfTheClientThatAssumedARole() throws Exception {
        shouldAssumeTheRoleOfAnAccount(); // whatever the SDK starts once for all clients
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        for (int i = 0; i < 5; i++) {
            shouldAssumeTheRoleOfAnAccount();
        }

        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!before.contains(thread) && thread.getName().startsWith("sdk-")) {
                thread.join(Duration.ofSeconds(10).toMillis());
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
    }

    @Test
    void shouldNameTheRoleInThePartitionOfTheHomeRegion() {
        String partition = AwsSettings.defaults().withHomeRegion("cn-north-1").partition();

        assertThat(AwsAccount.withRole(partition, "000000000000", "reader", null)
                        .roleArn())
                .isEqualTo("arn:aws-cn:iam::000000000000:role/reader");
        assertThat(AwsSettings.defaults().withHomeRegion("us-gov-west-1").partition())
                .isEqualTo("aws-us-gov");
        assertThat(AwsSettings.defaults().partition()).isEqualTo("aws");
    }

    @Test
    void shouldAskForRegionsExactlyWhenThePolicyAllowsIt() throws Exception {
        for (ResourceType type : FakeAws.CATALOGUE.ofProvider(AwsProvider.NAME)) {
            int before = aws.requests("DescribeRegions").size();
            try (AwsSource source = source(aws.settings().withResourceTypes(List.of(type.name())))) {
                source.discover();
            }
            boolean asked = aws.requests("DescribeRegions").size() > before;
            assertThat(asked)
                    .as(type.name())
                    .isEqualTo(LeastPrivilegePolicy.document(List.of(type)).contains("ec2:DescribeRegions"));
        }
    }

    @Test
    void shouldListTheAccountsOfTheOrganization() throws Exception {
        aws.on(
                "ListAccounts",
                request -> request.getOrDefault("Body", "").contains("NextToken")
                        ? Answer.ok("{\"Accounts\":[{\"Id\":\"2\",\"Name\":\"b\",\"Status\":\"SUSPENDED\"},"
                                + "{\"Id\":\"3\",\"Name\":\"c\",\"State\":\"PENDING_CLOSURE\",\"Status\":\"ACTIVE\"},"
                                + "{\"Id\":\"4\",\"Name\":\"d\"}]}")
                        : Answer.ok(
                                "{\"Accounts\":[{\"Id\":\"1\",\"Name\":\"a\",\"Status\":\"ACTIVE\"}],\"NextToken\":\"x\"}"));

        List<AwsOrganization.Member> members =
                AwsOrganization.members(aws.settings(), ApiCalls.create(QUICK, Map.of()));

        assertThat(members)
                .containsExactly(
                        new AwsOrganization.Member("1", "a", "ACTIVE"),
                        new AwsOrganization.Member("2", "b", "SUSPENDED"),
                        new AwsOrganization.Member("3", "c", "PENDING_CLOSURE"),
                        new AwsOrganization.Member("4", "d", ""));
        assertThat(members).extracting(AwsOrganization.Member::readable).containsExactly(true, false, false, true);
        assertThat(aws.requests("ListAccounts")).allSatisfy(request -> assertThat(request.get("authorization"))
                .contains("us-east-1/organizations/aws4_request"));
    }

    @Test
    void shouldNameThePermissionForTheOrganization() {
        aws.on("ListAccounts", request -> new Answer(400, "{\"__type\":\"AccessDeniedException\",\"Message\":\"no\"}"));

        assertThatThrownBy(() -> AwsOrganization.members(aws.settings(), ApiCalls.create(QUICK, Map.of())))
                .hasMessageContaining("ACCESS_DENIED in organizations:ListAccounts (missing permission"
                        + " organizations:ListAccounts)");
    }
}
