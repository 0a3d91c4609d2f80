package io.cartostream.producer.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cartostream.avro.FailureReason;
import io.cartostream.contract.Scope;
import io.cartostream.producer.ReadFailure;
import io.cartostream.producer.RecordingSink;
import io.cartostream.producer.SourceException;
import io.cartostream.producer.aws.FakeAws.Answer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Buckets, organizations and tags, over the real SDK. */
final class AccountWideReadTest {

    /** What Organizations itself says; a policy's denial names the action. */
    private static final String NOT_YOURS = "You don't have permissions to access this resource.";

    private final FakeAws aws = FakeAws.start();
    private final RecordingSink sink = new RecordingSink();

    @AfterEach
    void stop() {
        aws.close();
    }

    private void read(String type, String region) throws Exception {
        aws.read(type, region, sink);
    }

    private void listBuckets() {
        aws.on(
                "/?max-buckets=1000",
                request -> Answer.ok("<ListAllMyBucketsResult><Buckets>"
                        + "<Bucket><Name>web.example.com</Name><BucketRegion>eu-west-1</BucketRegion>"
                        + "<CreationDate>2024-02-29T12:00:01.000Z</CreationDate></Bucket></Buckets>"
                        + "<ContinuationToken>more</ContinuationToken></ListAllMyBucketsResult>"));
        aws.on(
                "/?continuation-token=more&max-buckets=1000",
                request -> Answer.ok("<ListAllMyBucketsResult><Buckets><Bucket><Name>plain</Name></Bucket>"
                        + "<Bucket><Name>secret</Name></Bucket></Buckets></ListAllMyBucketsResult>"));
    }

    private static Answer s3Error(int status, String code) {
        return new Answer(status, "<Error><Code>" + code + "</Code><Message>no</Message></Error>");
    }

    @Test
    void shouldListBucketsWithTheirRegionsPageByPage() throws Exception {
        listBuckets();

        read("s3.bucket", Scope.GLOBAL);

        assertThat(sink.ids()).containsExactly("web.example.com", "plain", "secret");
        assertThat((Object) sink.items().get(0).payload())
                .hasToString("{\"Name\":\"web.example.com\",\"CreationDate\":\"2024-02-29T12:00:01+00:00\","
                        + "\"BucketRegion\":\"eu-west-1\"}");
    }

    @Test
    void shouldDistinguishABucketWithoutPolicyFromADeniedPolicy() throws Exception {
        listBuckets();
        aws.on("/web.example.com?policy", request -> Answer.ok("{\"Version\":\"2012-10-17\"}"));
        aws.on("/plain?policy", request -> s3Error(404, "NoSuchBucketPolicy"));
        aws.on("/secret?policy", request -> s3Error(403, "AccessDenied"));

        read("s3.bucket-policy", Scope.GLOBAL);

        assertThat(sink.items())
                .extracting(item -> item.payload().toString())
                .containsExactly(
                        "{\"Policy\":\"{\\\"Version\\\":\\\"2012-10-17\\\"}\",\"_parent\":{\"Bucket\":\"web.example.com\"}}",
                        "{\"_parent\":{\"Bucket\":\"plain\"}}");
        assertThat(sink.unreadable()).containsOnlyKeys("secret");
    }

    @Test
    void shouldTakeABucketThatVanishedForGoneAndNotForOneWithoutPolicy() throws Exception {
        listBuckets();
        for (String bucket : new String[] {"web.example.com", "plain", "secret"}) {
            aws.on("/" + bucket + "?policy", request -> s3Error(404, "NoSuchBucket"));
        }

        read("s3.bucket-policy", Scope.GLOBAL);

        assertThat(sink.items()).isEmpty();
        assertThat(sink.gone()).containsExactly("web.example.com", "plain", "secret");
    }

    @Test
    void shouldAskAnEmulatorForTheAccountsBlockWhereItIs() throws Exception {
        aws.on(
                "/v20180820/configuration/publicAccessBlock?",
                request -> Answer.ok("<PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls>"
                        + "</PublicAccessBlockConfiguration>"));

        read("s3control.public-access-block", "eu-west-1");

        assertThat((Object) sink.items().get(0).payload())
                .hasToString("{\"PublicAccessBlockConfiguration\":{\"BlockPublicAcls\":true}}");
        assertThat(aws.requests("/v20180820/configuration/publicAccessBlock?")
                        .get(0)
                        .get("x-amz-account-id"))
                .isEqualTo(FakeAws.ACCOUNT);
    }

    @Test
    void shouldNameGranteesAsTheCommandLineDoes() throws Exception {
        listBuckets();
        String acl = "<AccessControlPolicy><Owner><ID>me</ID></Owner><AccessControlList><Grant><Grantee"
                + " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:type='Group'><URI>u</URI></Grantee>"
                + "<Permission>READ</Permission></Grant></AccessControlList></AccessControlPolicy>";
        for (String bucket : new String[] {"web.example.com", "plain", "secret"}) {
            aws.on("/" + bucket + "?acl", request -> Answer.ok(acl));
        }

        read("s3.bucket-acl", Scope.GLOBAL);

        assertThat((Object) sink.items().get(2).payload())
                .hasToString("{\"Owner\":{\"ID\":\"me\"},\"Grants\":[{\"Grantee\":{\"Type\":\"Group\",\"URI\":\"u\"},"
                        + "\"Permission\":\"READ\"}],\"_parent\":{\"Bucket\":\"secret\"}}");
    }

    private void listUnits() {
        aws.on(
                "ListRoots",
                request -> Answer.ok("{\"Roots\":[{\"Id\":\"r-1\",\"Arn\":\"arn:root\",\"Name\":\"Root\"}]}"));
        aws.on(
                "ListOrganizationalUnitsForParent",
                request -> Answer.ok(
                        String.valueOf(request.get("Body")).contains("r-1")
                                ? "{\"OrganizationalUnits\":[{\"Id\":\"ou-1\",\"Name\":\"a\"}]}"
                                : "{\"OrganizationalUnits\":[]}"));
    }

    @Test
    void shouldListTheAccountsOfEveryRootAndUnit() throws Exception {
        listUnits();
        aws.on(
                "ListAccountsForParent",
                request -> Answer.ok(
                        String.valueOf(request.get("Body")).contains("ou-1")
                                ? "{\"Accounts\":[{\"Id\":\"111111111111\",\"State\":\"ACTIVE\"}]}"
                                : "{\"Accounts\":[]}"));

        read("organizations.accounts", Scope.GLOBAL);

        assertThat(sink.ids()).containsExactly("r-1", "ou-1");
        assertThat((Object) sink.items().get(1).payload())
                .hasToString("{\"Accounts\":[{\"Id\":\"111111111111\",\"State\":\"ACTIVE\"}],"
                        + "\"_parent\":{\"ParentId\":\"ou-1\",\"Arn\":\"arn:root\"}}");
    }

    private void denyTheTree(String message) {
        aws.on(
                "ListRoots",
                request -> new Answer(400, "{\"__type\":\"AccessDeniedException\",\"Message\":\"" + message + "\"}"));
    }

    private void managedBy(String account) {
        aws.on(
                "DescribeOrganization",
                request -> Answer.ok("{\"Organization\":{\"Id\":\"o-1\",\"MasterAccountId\":\"" + account + "\"}}"));
    }

    private Optional<ReadFailure> unavailable(String type) throws Exception {
        try (AwsSource source = aws.source(FakeAws.CATALOGUE)) {
            source.discover();
            return source.unavailable(new Scope("aws", FakeAws.ACCOUNT, Scope.GLOBAL, type));
        }
    }

    @Test
    void shouldFailAndEraseNothingWhereTheAccountMayNotListTheTree() {
        denyTheTree(NOT_YOURS);

        assertThatThrownBy(() -> read("organizations.units", Scope.GLOBAL))
                .isInstanceOfSatisfying(
                        SourceException.class,
                        e -> assertThat(e.failure().reason()).isEqualTo(FailureReason.ACCESS_DENIED));
    }

    @Test
    void shouldSayThatTheTreeIsNotForAnAccountThatAnotherOneManages() throws Exception {
        denyTheTree(NOT_YOURS);
        managedBy("111111111111");

        for (String type : List.of("organizations.root", "organizations.units", "organizations.accounts")) {
            assertThat(unavailable(type)).hasValueSatisfying(failure -> {
                assertThat(failure.message()).contains("111111111111").contains("sync it there");
                assertThat(failure.missingPermission()).isNull();
            });
        }
        assertThat(unavailable("organizations.organization")).isEmpty();
    }

    @Test
    void shouldReportADenialInTheManagingAccount() throws Exception {
        denyTheTree(NOT_YOURS);
        managedBy(FakeAws.ACCOUNT);

        assertThat(unavailable("organizations.root")).isEmpty();
    }

    @Test
    void shouldReportADenialWhenTheManagingAccountIsUnknown() throws Exception {
        denyTheTree(NOT_YOURS);
        aws.on("DescribeOrganization", request -> new Answer(400, "{\"__type\":\"AccessDeniedException\"}"));

        assertThat(unavailable("organizations.root")).isEmpty();
    }

    @Test
    void shouldReportADenialByAPolicyInAnotherAccount() throws Exception {
        managedBy("111111111111");
        denyTheTree("User: arn:aws:iam::000000000000:user/x is not authorized to perform: organizations:ListRoots on"
                + " resource: * because no identity-based policy allows the organizations:ListRoots action");

        assertThat(unavailable("organizations.root")).isEmpty();
    }

    @Test
    void shouldFindNoOrganizationWhereThereIsNone() throws Exception {
        aws.on(
                "DescribeOrganization",
                request -> new Answer(400, "{\"__type\":\"AWSOrganizationsNotInUseException\",\"Message\":\"none\"}"));

        read("organizations.organization", Scope.GLOBAL);

        assertThat(sink.items()).isEmpty();
    }

    @Test
    void shouldFollowPaginationTokensOfTags() throws Exception {
        aws.on(
                "GetResources",
                request -> Answer.ok(
                        String.valueOf(request.get("Body")).contains("PaginationToken")
                                ? "{\"PaginationToken\":\"\",\"ResourceTagMappingList\":[{\"ResourceARN\":\"arn:2\"}]}"
                                : "{\"PaginationToken\":\"p\",\"ResourceTagMappingList\":[{\"ResourceARN\":\"arn:1\"}]}"));

        read("resourcegroupstaggingapi.resource", "eu-west-1");

        assertThat(sink.ids()).containsExactly("arn:1", "arn:2");
        assertThat(aws.requests("GetResources").get(0).get("Body")).contains("\"ResourcesPerPage\":100");
    }
}
