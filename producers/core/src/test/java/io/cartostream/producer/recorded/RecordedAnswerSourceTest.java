package io.cartostream.producer.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cartostream.avro.FailureReason;
import io.cartostream.contract.Scope;
import io.cartostream.producer.InventorySource;
import io.cartostream.producer.InventorySourceContract;
import io.cartostream.producer.RecordingSink;
import io.cartostream.producer.ScopeSelection;
import io.cartostream.producer.SourceException;
import io.cartostream.producer.catalogue.Catalogue;
import io.cartostream.producer.provider.FakeProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordedAnswerSourceTest extends InventorySourceContract {

    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final Scope INSTANCES = new Scope("acme", AnswerRecording.ACCOUNT, "eu-west-1", "ec2.instance");
    private static final Scope POLICIES =
            new Scope("globex", AnswerRecording.ACCOUNT, Scope.GLOBAL, "storage.bucket-iam-policy");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path temp;

    private AnswerRecording recording() throws Exception {
        return new AnswerRecording(Files.createTempDirectory(temp, "recording"));
    }

    private static RecordedAnswerSource open(AnswerRecording recording) {
        return RecordedAnswerSource.open(
                recording.folder(),
                FakeProvider.PROVIDERS,
                FakeProvider.CATALOGUE,
                ScopeSelection.ALL,
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static RecordedAnswerSource discovered(AnswerRecording recording) throws SourceException {
        RecordedAnswerSource source = open(recording);
        source.discover();
        return source;
    }

    @Override
    protected Catalogue catalogue() {
        return FakeProvider.CATALOGUE;
    }

    @Override
    protected InventorySource readable() throws Exception {
        return open(recording()
                .ec2(
                        "DescribeInstances",
                        "{\"Reservations\":[{\"Groups\":[],\"Instances\":[{\"InstanceId\":\"i-1\"},{\"InstanceId\":\"i-2\"}],"
                                + "\"OwnerId\":\"1\",\"ReservationId\":\"r-1\"}],\"NextToken\":\"x\"}",
                        ",\"page\":1")
                .ec2(
                        "DescribeInstances",
                        "{\"Reservations\":[{\"ReservationId\":\"r-2\",\"Instances\":[{\"InstanceId\":\"i-3\"}]}]}",
                        ",\"page\":2,\"time\":\"2026-02-01T10:11:12.5+00:00\"")
                .ec2("DescribeVpcs", "{\"Vpcs\":[]}"));
    }

    @Override
    protected Scope fullScope() {
        return INSTANCES;
    }

    @Override
    protected Set<String> fullIds() {
        return Set.of("i-1", "i-2", "i-3");
    }

    @Override
    protected InventorySource denied() throws Exception {
        return open(recording()
                .line(
                        "acme",
                        "eu-west-1",
                        "ec2",
                        "DescribeInstances",
                        ",\"error\":\"An error occurred (UnauthorizedOperation) when calling the DescribeInstances"
                                + " operation: You are not authorized to perform this operation.\""));
    }

    @Override
    protected String missingPermission() {
        return "ec2:DescribeInstances";
    }

    @Test
    void shouldCopyTheReservationsFieldsWhereverTheyStand() throws Exception {
        RecordingSink sink = new RecordingSink();
        try (InventorySource source = readable()) {
            source.discover();
            source.read(INSTANCES, sink);
        }

        assertThat(sink.items())
                .extracting(item -> item.payload().toString())
                .containsExactly(
                        "{\"InstanceId\":\"i-1\",\"_parent\":{\"OwnerId\":\"1\",\"ReservationId\":\"r-1\"}}",
                        "{\"InstanceId\":\"i-2\",\"_parent\":{\"OwnerId\":\"1\",\"ReservationId\":\"r-1\"}}",
                        "{\"InstanceId\":\"i-3\",\"_parent\":{\"ReservationId\":\"r-2\"}}");
    }

    @Test
    void shouldTakeTheRecordedTimeElseTheStartOfTheRun() throws Exception {
        RecordingSink sink = new RecordingSink();
        try (InventorySource source = readable()) {
            source.discover();
            source.read(INSTANCES, sink);

            assertThat(source.recordedAt(INSTANCES)).contains(Instant.parse("2026-02-01T10:11:12.5Z"));
        }
        assertThat(sink.pages()).containsExactly(NOW, Instant.parse("2026-02-01T10:11:12.5Z"));
    }

    @Test
    void shouldKeepEveryNumberAsItWasWritten() throws Exception {
        RecordingSink sink = new RecordingSink();
        AnswerRecording recording = recording()
                .ec2("DescribeVpcs", "{\"Vpcs\":[{\"VpcId\":\"v\",\"a\":1.10,\"b\":12345678901234567890,\"c\":0.1}]}");
        try (InventorySource source = discovered(recording)) {
            source.read(new Scope("acme", AnswerRecording.ACCOUNT, "eu-west-1", "ec2.vpc"), sink);
        }
        assertThat(sink.items().get(0).payload().toString())
                .isEqualTo("{\"VpcId\":\"v\",\"a\":1.10,\"b\":12345678901234567890,\"c\":0.1}");
    }

    @Test
    void shouldCountOperationsWithoutCatalogueEntry() throws Exception {
        AnswerRecording recording = recording().ec2("DescribeFleets", "{}").ec2("DescribeFleets", "{}");
        try (InventorySource source = open(recording)) {
            assertThat(source.discover().unknownOperations())
                    .containsExactly(java.util.Map.entry("ec2:DescribeFleets", 2L));
        }
    }

    @Test
    void shouldReadOneAnswerPerItemOfADetailType() throws Exception {
        AnswerRecording recording = recording()
                .bucketPolicy("b1", "{\"bindings\":[]}")
                .line(
                        "globex",
                        "global",
                        "storage",
                        "buckets.getIamPolicy",
                        ",\"parameters\":{\"bucket\":\"b2\"},\"error\":{\"code\":\"forbidden\",\"message\":\"no\"}")
                .line(
                        "globex",
                        "global",
                        "storage",
                        "buckets.getIamPolicy",
                        ",\"parameters\":{\"bucket\":\"b3\"},\"error\":{\"code\":\"notFound\",\"message\":\"gone\"}");
        RecordingSink sink = new RecordingSink();
        try (InventorySource source = discovered(recording)) {
            source.read(POLICIES, sink);
        }
        assertThat(sink.items()).singleElement().satisfies(item -> {
            assertThat(item.id()).isEqualTo("b1");
            assertThat(item.payload().toString()).isEqualTo("{\"bindings\":[],\"_parent\":{\"bucket\":\"b1\"}}");
        });
        assertThat(sink.unreadable()).containsOnlyKeys("b2");
        assertThat(sink.gone()).containsExactly("b3");
    }

    @Test
    void shouldTakeAParentFieldThatTheManifestOmitsFromTheRecordedItem() throws Exception {
        AnswerRecording recording = recording()
                .iam("ListUsers", "{\"Users\":[{\"UserName\":\"u\",\"Arn\":\"arn:u\"}]}", "")
                .iam("ListAccessKeys", "{\"AccessKeyMetadata\":[]}", ",\"parameters\":{\"UserName\":\"u\"}")
                .iam("ListAccessKeys", "{\"AccessKeyMetadata\":[]}", ",\"parameters\":{\"UserName\":\"other\"}");
        RecordingSink keys = new RecordingSink();
        try (InventorySource source = discovered(recording)) {
            source.read(new Scope("acme", AnswerRecording.ACCOUNT, Scope.GLOBAL, "iam.access-keys"), keys);
        }
        assertThat(keys.items())
                .extracting(item -> item.payload().path("_parent").toString())
                .containsExactly("{\"UserName\":\"u\",\"Arn\":\"arn:u\"}", "{\"UserName\":\"other\"}");
    }

    @Test
    void shouldJoinRecordedPagesOfADetailAndCopyParentFields() throws Exception {
        AnswerRecording recording = recording()
                .iam("GetAccountSummary", "{\"SummaryMap\":{\"Users\":1}}", "")
                .iam(
                        "ListAccessKeys",
                        "{\"AccessKeyMetadata\":[{\"A\":1}]}",
                        ",\"parameters\":{\"UserName\":\"u\",\"Arn\":\"arn:u\",\"Further\":1}")
                .iam(
                        "ListAccessKeys",
                        "{\"AccessKeyMetadata\":[{\"A\":2}]}",
                        ",\"parameters\":{\"UserName\":\"u\"},\"page\":2");
        RecordingSink keys = new RecordingSink();
        RecordingSink summary = new RecordingSink();
        try (InventorySource source = discovered(recording)) {
            source.read(new Scope("acme", AnswerRecording.ACCOUNT, Scope.GLOBAL, "iam.access-keys"), keys);
            source.read(new Scope("acme", AnswerRecording.ACCOUNT, Scope.GLOBAL, "iam.account-summary"), summary);
        }
        assertThat(keys.items()).singleElement().satisfies(item -> {
            assertThat(item.id()).isEqualTo("u");
            assertThat(item.payload())
                    .hasToString("{\"AccessKeyMetadata\":[{\"A\":1},{\"A\":2}],"
                            + "\"_parent\":{\"UserName\":\"u\",\"Arn\":\"arn:u\"}}");
        });
        assertThat(summary.ids()).containsExactly(AnswerRecording.ACCOUNT);
    }

    @Test
    void shouldTakeNothingForAnAnswerWithoutMembersWhereOneMayHaveNone() throws Exception {
        String asked = ",\"parameters\":{\"Bucket\":\"b\"}";
        AnswerRecording recording =
                recording().s3("GetBucketVersioning", "", asked).s3("GetBucketAcl", "", asked);
        RecordingSink versioning = new RecordingSink();
        try (InventorySource source = discovered(recording)) {
            source.read(new Scope("acme", AnswerRecording.ACCOUNT, Scope.GLOBAL, "s3.bucket-versioning"), versioning);
        }
        assertThat(versioning.items())
                .extracting(item -> item.payload().toString())
                .containsExactly("{\"_parent\":{\"Bucket\":\"b\"}}");
        assertThat(failureOf(recording, new Scope("acme", AnswerRecording.ACCOUNT, Scope.GLOBAL, "s3.bucket-acl")))
                .hasMessageContaining("is empty: it is not an answer of s3:GetBucketAcl");
    }

    @Test
    void shouldTakeTheWordThatThereIsNoneForAnAnswerWhereItIsOne() throws Exception {
        AnswerRecording recording = recording()
                .line(
                        "acme",
                        "global",
                        "s3",
                        "GetBucketPolicy",
                        ",\"parameters\":{\"Bucket\":\"b\"},\"error\":{\"code\":\"NoSuchBucketPolicy\"}")
                .line(
                        "acme",
                        "global",
                        "s3",
                        "GetBucketPolicy",
                        ",\"parameters\":{\"Bucket\":\"c\"},\"error\":{\"code\":\"NoSuchBucket\"}");
        RecordingSink sink = new RecordingSink();
        try (InventorySource source = discovered(recording)) {
            source.read(new Scope("acme", AnswerRecording.ACCOUNT, Scope.GLOBAL, "s3.bucket-policy"), sink);
        }
        assertThat(sink.items())
                .extracting(item -> item.payload().toString())
                .containsExactly("{\"_parent\":{\"Bucket\":\"b\"}}");
        assertThat(sink.gone()).containsExactly("c");
    }

    @Test
    void shouldFailADetailTypeWhoseEveryCallWasDenied() throws Exception {
        AnswerRecording recording = recording()
                .line(
                        "globex",
                        "global",
                        "storage",
                        "buckets.getIamPolicy",
                        ",\"parameters\":{\"bucket\":\"b2\"},\"error\":{\"code\":\"403\",\"message\":\"x@y does not have"
                                + " storage.buckets.getIamPolicy access to the bucket\"}");
        assertThat(failureOf(recording, POLICIES).failure().missingPermission())
                .isEqualTo("storage.buckets.getIamPolicy");
    }

    @Test
    void shouldNameFileAndPositionOfAMalformedAnswer() throws Exception {
        assertMalformed("{\"Reservations\":[{\"Instances\":[{\"InstanceId\":\"i-1\"},", "answer-1.json:1:");
        assertMalformed(
                "{\"Reservations\":[\n{\"Instances\":[{\"Instance\":\"i-1\"}]}]}",
                "answer-1.json:2:",
                "no 'InstanceId'");
        assertMalformed("{\"Reservations\":{}}", "'Reservations' is not a list");
        assertMalformed("{\"Vpcs\":[]}", "answer-1.json has no 'Reservations'");
        assertMalformed("[]", "the answer is not a JSON object");
        assertMalformed("{\"Reservations\":[]}{}", "something follows the answer");
        assertMalformed("", "answer-1.json is empty");
        assertMalformed("{\"Reservations\":[],\"NextToken\":\"x\"}", "a further page follows");
    }

    @Test
    void shouldNoticeAMissingPageWhateverTheServiceCallsItsToken() throws Exception {
        for (String token : List.of("ContinuationToken", "PaginationToken", "NextMarker", "nextToken", "Marker")) {
            assertMalformed("{\"Reservations\":[],\"" + token + "\":\"x\"}", "a further page follows");
        }
        assertMalformed("{\"Reservations\":[],\"IsTruncated\":true,\"Marker\":\"x\"}", "a further page follows");
        for (String last : List.of(
                "{\"Reservations\":[],\"PaginationToken\":\"\"}",
                "{\"Reservations\":[],\"IsTruncated\":false,\"Marker\":\"x\"}")) {
            RecordingSink items = new RecordingSink();
            try (InventorySource source = discovered(recording().ec2("DescribeInstances", last))) {
                source.read(INSTANCES, items);
            }
            assertThat(items.items()).isEmpty();
        }
    }

    @Test
    void shouldFailAListingOfWhichAPageIsMissing() throws Exception {
        String more = "{\"Reservations\":[],\"NextToken\":\"x\"}";
        String last = "{\"Reservations\":[]}";
        AnswerRecording gap =
                recording().ec2("DescribeInstances", more, ",\"page\":1").ec2("DescribeInstances", last, ",\"page\":3");
        AnswerRecording twice =
                recording().ec2("DescribeInstances", more, ",\"page\":1").ec2("DescribeInstances", last, ",\"page\":1");
        AnswerRecording first = recording().ec2("DescribeInstances", last, ",\"page\":2");
        AnswerRecording ends = recording().ec2("DescribeInstances", last).ec2("DescribeInstances", last);

        assertThat(failureOf(gap, INSTANCES)).hasMessageContaining("answer-2.json: page 2 is not recorded");
        assertThat(failureOf(twice, INSTANCES)).hasMessageContaining("answer-2.json: page 1 is recorded twice");
        assertThat(failureOf(first, INSTANCES)).hasMessageContaining("answer-1.json: page 1 is not recorded");
        assertThat(failureOf(ends, INSTANCES))
                .hasMessageContaining("answer-2.json says that nothing follows, and so does answer-1.json");
    }

    @Test
    void shouldConfirmADetailOfWhichAPageIsMissing() throws Exception {
        String asked = ",\"parameters\":{\"UserName\":\"";
        AnswerRecording recording = recording()
                .iam("ListAccessKeys", "{\"AccessKeyMetadata\":[{\"A\":1}],\"IsTruncated\":true}", asked + "cut\"}")
                .iam("ListAccessKeys", "{\"AccessKeyMetadata\":[]}", asked + "gap\"},\"page\":2")
                .iam("ListAccessKeys", "{\"AccessKeyMetadata\":[{\"A\":2}]}", asked + "whole\"},\"page\":2")
                .iam(
                        "ListAccessKeys",
                        "{\"AccessKeyMetadata\":[{\"A\":1}],\"IsTruncated\":true}",
                        asked + "whole\"},\"page\":1");
        RecordingSink sink = new RecordingSink();
        try (InventorySource source = discovered(recording)) {
            source.read(new Scope("acme", AnswerRecording.ACCOUNT, Scope.GLOBAL, "iam.access-keys"), sink);
        }

        assertThat(sink.unreadable()).containsOnlyKeys("cut", "gap");
        assertThat(sink.unreadable().get("cut"))
                .asString()
                .contains("answer-1.json says that a further page follows, and none is recorded");
        assertThat(sink.ids()).containsExactly("whole");
        assertThat(sink.items().get(0).payload().path("AccessKeyMetadata").toString())
                .isEqualTo("[{\"A\":1},{\"A\":2}]");
    }

    @Test
    void shouldFailAnAnswerThatIsCutWhereItIsTheOnlyOne() throws Exception {
        AnswerRecording recording = recording().iam("GetAccountSummary", "{\"SummaryMap\":{},\"NextToken\":\"x\"}", "");

        assertThat(failureOf(
                        recording, new Scope("acme", AnswerRecording.ACCOUNT, Scope.GLOBAL, "iam.account-summary")))
                .hasMessageContaining("answer-1.json says that a further page follows");
    }

    private void assertMalformed(String answer, String... parts) throws Exception {
        SourceException problem = failureOf(recording().ec2("DescribeInstances", answer), INSTANCES);

        assertThat(problem.failure().reason()).isEqualTo(FailureReason.MALFORMED_ANSWER);
        assertThat(problem.failure().message()).contains(parts);
    }

    private static SourceException failureOf(AnswerRecording recording, Scope scope) throws SourceException {
        try (InventorySource source = discovered(recording)) {
            return catchThrowableOfType(SourceException.class, () -> source.read(scope, new RecordingSink()));
        }
    }

    @Test
    void shouldNameAFileThatIsMissingOrOutside() throws Exception {
        AnswerRecording recording = recording()
                .line("acme", "eu-west-1", "ec2", "DescribeInstances", ",\"file\":\"none.json\"")
                .line("acme", "eu-west-1", "ec2", "DescribeVpcs", ",\"file\":\"../x.json\"");

        assertThat(failureOf(recording, INSTANCES))
                .hasMessageContaining("none.json cannot be read: there is no such file");
        assertThat(failureOf(recording, new Scope("acme", AnswerRecording.ACCOUNT, "eu-west-1", "ec2.vpc")))
                .hasMessageContaining("../x.json is outside");
    }

    @Test
    void shouldNameTheLineOfABadManifest() throws Exception {
        assertBadManifest(
                recording().ec2("DescribeVpcs", "{}").manifest("{"), "manifest.jsonl:2:2: Unexpected end-of-input");
        assertBadManifest(recording().manifest(""), "manifest.jsonl names no answer");
        assertBadManifest(recording().manifest("{\"provider\":\"acme\"}"), "manifest.jsonl:1: 'file' is missing");
        assertBadManifest(recording().ec2("DescribeVpcs", "{}", ",\"time\":\"yesterday\""), "manifest.jsonl:1:");
        assertBadManifest(
                recording().ec2("DescribeVpcs", "{}", ",\"page\":\"two\""),
                "manifest.jsonl:1: 'page' is not the number of a page");
        assertBadManifest(recording(), "there is no");
    }

    private static void assertBadManifest(AnswerRecording recording, String part) {
        SourceException problem = catchThrowableOfType(SourceException.class, () -> discovered(recording));

        assertThat(problem.failure().reason()).isEqualTo(FailureReason.MALFORMED_ANSWER);
        assertThat(problem.failure().message()).contains(part);
    }

    @Test
    void shouldReadOnlyWhatIsSelected() throws Exception {
        AnswerRecording recording =
                recording().ec2("DescribeVpcs", "{\"Vpcs\":[]}").ec2("DescribeSubnets", "{\"Subnets\":[]}");
        ScopeSelection selection = new ScopeSelection(Set.of(), Set.of("eu-west-1"), Set.of("ec2.vpc"));
        try (InventorySource source = RecordedAnswerSource.open(
                recording.folder(), FakeProvider.PROVIDERS, FakeProvider.CATALOGUE, selection, Clock.systemUTC())) {
            assertThat(source.discover().scopes())
                    .extracting(Scope::resourceType)
                    .containsExactly("ec2.vpc");
        }
    }
}
