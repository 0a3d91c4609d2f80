package io.cartostream.producer.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.cartostream.avro.InventoryEvent;
import io.cartostream.avro.ResourceObserved;
import io.cartostream.avro.ResourceRemoved;
import io.cartostream.avro.SyncCompleted;
import io.cartostream.avro.UnreadableDetails;
import io.cartostream.contract.Scope;
import io.cartostream.producer.FakePublisher;
import io.cartostream.producer.ScopeSelection;
import io.cartostream.producer.provider.InventoryProviders;
import io.cartostream.producer.recorded.RecordedAnswerSource;
import io.cartostream.producer.sync.FailureGroup;
import io.cartostream.producer.sync.SyncOptions;
import io.cartostream.producer.sync.SyncReport;
import io.cartostream.producer.sync.SyncRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policies of buckets fail for several reasons: each is reported by its code, and the scope is partly read. */
class PartlyReadBucketsTest {

    private static final String ACCOUNT = "111122223333";
    private static final Scope POLICIES = new Scope("aws", ACCOUNT, Scope.GLOBAL, "s3.bucket-policy");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final FakePublisher publisher = new FakePublisher();

    @BeforeEach
    void record() throws IOException {
        Files.writeString(folder.resolve("policy.json"), "{\"Policy\":\"{\\\"Statement\\\":[]}\"}");
        Files.write(
                folder.resolve("manifest.jsonl"),
                List.of(
                        line("readable", "\"file\":\"policy.json\""),
                        line("plain", error("NoSuchBucketPolicy", "The bucket policy does not exist")),
                        line("deleted", error("NoSuchBucket", "The specified bucket does not exist")),
                        line("secret", error("AccessDenied", "an explicit deny in a resource-based policy")),
                        line("private", error("AccessDenied", "Access Denied")),
                        line("frozen", error("AllAccessDisabled", "All access to this object has been disabled")),
                        line("remote", error("IllegalLocationConstraintException", "incompatible location"))));
    }

    private static String line(String bucket, String outcome) {
        return "{\"provider\":\"aws\",\"account\":\"" + ACCOUNT + "\",\"region\":\"global\",\"service\":\"s3\","
                + "\"operation\":\"GetBucketPolicy\",\"parameters\":{\"Bucket\":\"" + bucket + "\"}," + outcome + "}";
    }

    private static String error(String code, String message) {
        return "\"error\":{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}";
    }

    private SyncReport sync() {
        InventoryProviders providers = InventoryProviders.of(List.of(new AwsProvider()));
        return new SyncRunner(providers.catalogue(), publisher, SyncOptions.defaults())
                .run(RecordedAnswerSource.open(
                        folder, providers, providers.catalogue(), ScopeSelection.ALL, Clock.systemUTC()));
    }

    private Stream<Object> events() {
        return publisher.events(POLICIES).stream().map(InventoryEvent::getEvent);
    }

    @Test
    void shouldTakeAMissingPolicyAndAMissingBucketForAnswers() {
        sync();

        assertThat(events().filter(ResourceObserved.class::isInstance).map(event -> ((ResourceObserved) event).getId()))
                .containsExactly("readable", "plain");
        assertThat(events().filter(ResourceRemoved.class::isInstance)).containsExactly(new ResourceRemoved("deleted"));
    }

    @Test
    void shouldReportAPartlyReadScope() {
        SyncReport report = sync();

        assertThat(report.succeeded()).isTrue();
        assertThat(report.fullyRead()).isFalse();
        assertThat(report.partlyRead()).isEqualTo(1);
        assertThat(report.unreadable()).isEqualTo(4);
    }

    @Test
    void shouldGroupFailuresByCodeAndNameTheirBuckets() {
        assertThat(sync().unreadableKinds())
                .extracting(FailureGroup::count, FailureGroup::examples, group -> Objects.requireNonNull(group.first())
                        .line())
                .containsExactly(
                        tuple(
                                2L,
                                List.of("secret", "private"),
                                "ACCESS_DENIED in s3:GetBucketPolicy (missing permission s3:GetBucketPolicy):"
                                        + " AccessDenied: an explicit deny in a resource-based policy"),
                        tuple(
                                1L,
                                List.of("frozen"),
                                "OTHER in s3:GetBucketPolicy: AllAccessDisabled: All access to this object has been"
                                        + " disabled"),
                        tuple(
                                1L,
                                List.of("remote"),
                                "OTHER in s3:GetBucketPolicy: IllegalLocationConstraintException: incompatible"
                                        + " location"));
    }

    @Test
    void shouldSendTheCausesWithTheEndOfTheSync() {
        sync();

        SyncCompleted end = events().filter(SyncCompleted.class::isInstance)
                .map(SyncCompleted.class::cast)
                .findFirst()
                .orElseThrow();
        assertThat(end.getSeen()).isEqualTo(6);
        assertThat(end.getUnreadable())
                .extracting(UnreadableDetails::getCode, UnreadableDetails::getMissingPermission)
                .containsExactly(
                        tuple("AccessDenied", "s3:GetBucketPolicy"),
                        tuple("AllAccessDisabled", null),
                        tuple("IllegalLocationConstraintException", null));
    }
}
