package io.cartostream.producer.gcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cartostream.avro.FailureReason;
import io.cartostream.contract.Scope;
import io.cartostream.producer.InventorySource;
import io.cartostream.producer.InventorySourceContract;
import io.cartostream.producer.RecordingSink;
import io.cartostream.producer.SourceException;
import io.cartostream.producer.call.ApiCalls;
import io.cartostream.producer.call.RetryPolicy;
import io.cartostream.producer.catalogue.Catalogue;
import io.cartostream.producer.provider.InventoryProviders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class GcpSourceTest extends InventorySourceContract {

    private static final Catalogue CATALOGUE = InventoryProviders.load().catalogue();
    private static final Scope BUCKETS = new Scope("gcp", "project-1", Scope.GLOBAL, "storage.bucket");
    private static final Scope POLICIES = new Scope("gcp", "project-1", Scope.GLOBAL, "storage.bucket-iam-policy");
    private static final String DENIED =
            "x@y.iam does not have storage.buckets.list access to the Google Cloud project.";

    private final FakeStorage storage = start();

    private static FakeStorage start() {
        try {
            return new FakeStorage();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void answerTwoPages() {
        storage.buckets(
                        "",
                        "{\"kind\":\"storage#buckets\",\"nextPageToken\":\"more\",\"items\":[{\"name\":\"b1\","
                                + "\"timeCreated\":\"2026-03-01T10:11:12.345678Z\",\"metageneration\":\"7\"},{\"name\":\"b2\"}]}")
                .buckets("more", "{\"kind\":\"storage#buckets\",\"items\":[{\"name\":\"b3\"}]}");
    }

    @AfterEach
    void stop() {
        storage.close();
    }

    private static GcpSource source(FakeStorage storage) {
        RetryPolicy quick = new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(200));
        return GcpSource.create(
                GcpSettings.defaults().withEndpointOverride(storage.endpoint()),
                "project-1",
                CATALOGUE,
                ApiCalls.create(quick, Map.of()),
                Clock.systemUTC());
    }

    @Override
    protected Catalogue catalogue() {
        return CATALOGUE;
    }

    @Override
    protected InventorySource readable() {
        return source(storage);
    }

    @Override
    protected Scope fullScope() {
        return BUCKETS;
    }

    @Override
    protected Set<String> fullIds() {
        return Set.of("b1", "b2", "b3");
    }

    @Override
    protected InventorySource denied() {
        return source(start().denies("/storage/v1/b", 403, "forbidden", DENIED));
    }

    @Override
    protected String missingPermission() {
        return "storage.buckets.list";
    }

    private static RecordingSink read(GcpSource source, Scope scope) throws Exception {
        RecordingSink sink = new RecordingSink();
        source.discover();
        source.read(scope, sink);
        return sink;
    }

    @Test
    void shouldKeepEveryFieldAsTheApiWroteIt() throws Exception {
        try (GcpSource source = source(storage)) {
            assertThat(read(source, BUCKETS).items().get(0).payload().toString())
                    .isEqualTo("{\"name\":\"b1\",\"timeCreated\":\"2026-03-01T10:11:12.345678Z\","
                            + "\"metageneration\":\"7\"}");
        }
        assertThat(storage.requests().get(0)).contains("project=project-1").contains("projection=full");
    }

    @Test
    void shouldListBucketsWithoutTheirListsWhenTheseAreDenied() throws Exception {
        storage.deniesLists();
        try (GcpSource source = source(storage)) {
            assertThat(read(source, BUCKETS).ids()).containsExactly("b1", "b2", "b3");
        }
        assertThat(storage.requests())
                .filteredOn(request -> request.contains("projection=full"))
                .hasSize(1);
    }

    @Test
    void shouldGoOnListingBucketsWithTheirListsWhenThrottledOnce() throws Exception {
        storage.throttlesListsOnce();
        try (GcpSource source = source(storage)) {
            assertThat(read(source, BUCKETS).ids()).containsExactly("b1", "b2", "b3");
        }
        assertThat(storage.requests()).noneMatch(request -> request.contains("projection=noAcl"));
    }

    @Test
    void shouldConfirmBucketsWhosePolicyCannotBeRead() throws Exception {
        storage.policy("b1", "{\"kind\":\"storage#policy\",\"bindings\":[]}")
                .denies("/storage/v1/b/b2/iam", 403, "forbidden", "no")
                .denies("/storage/v1/b/b3/iam", 404, "notFound", "gone");
        try (GcpSource source = source(storage)) {
            RecordingSink sink = read(source, POLICIES);

            assertThat(sink.items()).singleElement().satisfies(item -> {
                assertThat(item.id()).isEqualTo("b1");
                assertThat(item.payload().toString())
                        .isEqualTo("{\"kind\":\"storage#policy\",\"bindings\":[],\"_parent\":{\"bucket\":\"b1\"}}");
            });
            assertThat(sink.unreadable()).hasEntrySatisfying("b2", failure -> {
                assertThat(failure.missingPermission()).isEqualTo("storage.buckets.getIamPolicy");
                assertThat(failure.operation()).isEqualTo("storage:buckets.getIamPolicy");
            });
            assertThat(sink.gone()).containsExactly("b3");
        }
        assertThat(storage.requests()).anyMatch(request -> request.contains("optionsRequestedPolicyVersion=3"));
    }

    @Test
    void shouldFailWhenEveryPolicyIsDenied() throws Exception {
        for (String bucket : fullIds()) {
            storage.denies("/storage/v1/b/" + bucket + "/iam", 403, "forbidden", "no");
        }
        try (GcpSource source = source(storage)) {
            SourceException problem = catchThrowableOfType(SourceException.class, () -> read(source, POLICIES));

            assertThat(problem.failure().missingPermission()).isEqualTo("storage.buckets.getIamPolicy");
        }
    }

    @Test
    void shouldKeepWhatIsKnownWhenA404HasNoReason() throws Exception {
        storage.policy("b1", "{\"bindings\":[]}").denies("/storage/v1/b/b3/iam", 404, "notFound", "gone");
        try (GcpSource source = source(storage)) {
            RecordingSink sink = read(source, POLICIES);

            assertThat(sink.unreadable()).containsOnlyKeys("b2");
            assertThat(sink.gone()).containsExactly("b3");
        }
    }

    @Test
    void shouldFailWhenNoPolicyCouldBeReadWhateverTheReason() throws Exception {
        for (String bucket : fullIds()) {
            storage.denies("/storage/v1/b/" + bucket + "/iam", 400, "required", "bucket is requester pays");
        }
        assertThat(failureOfPolicies().failure().reason()).isEqualTo(FailureReason.OTHER);
    }

    @Test
    void shouldFailAtOnceWhenTheCredentialsAreRefused() throws Exception {
        for (String bucket : fullIds()) {
            storage.denies("/storage/v1/b/" + bucket + "/iam", 401, "authError", "expired");
        }
        storage.policy("b1", "{\"bindings\":[]}");

        assertThat(failureOfPolicies().failure().reason()).isEqualTo(FailureReason.INVALID_CREDENTIALS);
        assertThat(storage.requests()).noneMatch(request -> request.contains("/b3/iam"));
    }

    @Test
    void shouldGiveUpWhenOnePolicyAfterTheOtherIsRepeatedInVain() throws Exception {
        String buckets = IntStream.range(0, 100)
                .mapToObj(i -> "{\"name\":\"x" + i + "\"}")
                .collect(Collectors.joining(","));
        storage.buckets("", "{\"items\":[{\"name\":\"b1\"}," + buckets + "]}").policy("b1", "{\"bindings\":[]}");
        for (int i = 0; i < 100; i++) {
            storage.denies("/storage/v1/b/x" + i + "/iam", 503, "backendError", "try later");
        }

        assertThat(failureOfPolicies().failure().reason()).isEqualTo(FailureReason.UNREACHABLE);
        assertThat(storage.requests()).noneMatch(request -> request.contains("/x3/iam"));
    }

    private SourceException failureOfPolicies() {
        try (GcpSource source = source(storage)) {
            return catchThrowableOfType(SourceException.class, () -> read(source, POLICIES));
        }
    }

    @Test
    void shouldTakeAProjectWithoutBuckets() throws Exception {
        storage.buckets("", "{\"kind\":\"storage#buckets\"}");
        try (GcpSource source = source(storage)) {
            assertThat(read(source, BUCKETS).ids()).isEmpty();
        }
    }

    @Test
    void shouldGiveUpOnAServiceThatStaysBroken() throws Exception {
        storage.denies("/storage/v1/b", 503, "backendError", "try later");
        try (GcpSource source = source(storage)) {
            SourceException problem = catchThrowableOfType(SourceException.class, () -> read(source, BUCKETS));

            assertThat(problem.failure().reason()).isEqualTo(FailureReason.UNREACHABLE);
            assertThat(storage.requests().size()).isBetween(3, 500);
        }
    }

    @Test
    void shouldSayThatNothingListens() throws Exception {
        FakeStorage gone = start();
        gone.close();
        try (GcpSource source = source(gone)) {
            source.discover();
            assertThat(source.check(BUCKETS)).hasValueSatisfying(failure -> {
                assertThat(failure.reason()).isEqualTo(FailureReason.UNREACHABLE);
                assertThat(failure.message()).contains(gone.endpoint().toString());
            });
        }
    }

    @Test
    void shouldSayThatCredentialsAreMissing() {
        GcpSettings settings = GcpSettings.defaults().withCredentialsFile(Path.of("no", "such", "file.json"));
        try (GcpSource source = GcpSource.create(
                settings, "project-1", CATALOGUE, ApiCalls.create(RetryPolicy.NONE, Map.of()), Clock.systemUTC())) {
            assertThatThrownBy(source::discover)
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("INVALID_CREDENTIALS")
                    .hasMessageContaining("file.json");
        }
    }
}
