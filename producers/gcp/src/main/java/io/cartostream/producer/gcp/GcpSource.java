package io.cartostream.producer.gcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.avro.FailureReason;
import io.cartostream.contract.Scope;
import io.cartostream.producer.AnswerSlices;
import io.cartostream.producer.DetailTally;
import io.cartostream.producer.FailureRun;
import io.cartostream.producer.InventorySource;
import io.cartostream.producer.ItemSink;
import io.cartostream.producer.RawResource;
import io.cartostream.producer.ReadFailure;
import io.cartostream.producer.ScopeSelection;
import io.cartostream.producer.SourceDiscovery;
import io.cartostream.producer.SourceException;
import io.cartostream.producer.SourceException.Retry;
import io.cartostream.producer.call.ApiCalls;
import io.cartostream.producer.catalogue.Catalogue;
import io.cartostream.producer.catalogue.ResourceType;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One Google Cloud project, which is the account of its scopes. */
public final class GcpSource implements InventorySource {

    /** After this many failures in a row, other than denials, the service is at fault and not the buckets. */
    private static final int HOPELESS = 16;

    /** Failures of repeated calls take longer each, so fewer of them are enough. */
    private static final int HOPELESS_REPEATED = 3;

    private final GcpSettings settings;
    private final String project;
    private final List<ResourceType> types;
    private final Catalogue catalogue;
    private final ApiCalls calls;
    private final Clock clock;
    private @Nullable StorageApi api;

    private GcpSource(
            GcpSettings settings,
            String project,
            List<ResourceType> types,
            Catalogue catalogue,
            ApiCalls calls,
            Clock clock) {
        this.settings = settings;
        this.project = project;
        this.types = types;
        this.catalogue = catalogue;
        this.calls = calls;
        this.clock = clock;
    }

    /**
     * A project; no service is called before {@link #discover}.
     *
     * @throws IllegalArgumentException if the settings name a resource type that the catalogue does not have
     */
    public static GcpSource create(
            GcpSettings settings, String project, Catalogue catalogue, ApiCalls calls, Clock clock) {
        List<ResourceType> types = catalogue.select(GcpProvider.NAME, settings.resourceTypes());
        return new GcpSource(settings, project, types, catalogue, calls, clock);
    }

    @Override
    public String description() {
        return "gcp project " + project;
    }

    @Override
    public Optional<Attempt> attempt() {
        Set<String> names = types.stream().map(ResourceType::name).collect(Collectors.toSet());
        return Optional.of(
                new Attempt(GcpProvider.NAME, project, new ScopeSelection(Set.of(project), Set.of(), names)));
    }

    @Override
    public SourceDiscovery discover() throws SourceException {
        api();
        return SourceDiscovery.of(
                types.stream().map(type -> type.scope(project, Scope.GLOBAL)).toList());
    }

    @Override
    public void read(Scope scope, ItemSink sink) throws SourceException, InterruptedException {
        ResourceType type = catalogue.get(scope.resourceType());
        ResourceType.Detail detail = type.detail();
        if (detail == null) {
            forEachBucket(type, sink, bucket -> sink.item(new RawResource(id(type, bucket), bucket)));
            return;
        }
        ResourceType base = catalogue.get(detail.of());
        DetailTally tally = new DetailTally();
        FailureRun failures = new FailureRun(HOPELESS);
        FailureRun repeated = new FailureRun(HOPELESS_REPEATED);
        forEachBucket(base, sink, bucket -> {
            SourceException problem = readPolicy(type, detail, id(base, bucket), sink, tally);
            repeated.ended(problem == null || problem.retry() == Retry.NEVER ? null : problem.failure());
            failures.ended(problem == null ? null : problem.failure());
        });
        tally.finish();
    }

    @FunctionalInterface
    private interface BucketReader {
        void read(ObjectNode bucket) throws SourceException, InterruptedException;
    }

    private void forEachBucket(ResourceType type, ItemSink sink, BucketReader reader)
            throws SourceException, InterruptedException {
        String token = null;
        do {
            String asked = token;
            ObjectNode page = call(type, () -> {
                sink.page(clock.instant());
                return api().buckets(asked, type.pageSize());
            });
            JsonNode items = page;
            for (String field : type.itemPath()) {
                items = items.path(field);
            }
            for (ObjectNode bucket : objects(type, items)) {
                reader.read(bucket);
            }
            token = page.path(GcpProvider.NEXT_PAGE).asText("");
            if (token.equals(asked)) {
                throw malformed(type, "the service gave the same page token twice");
            }
        } while (!token.isEmpty());
    }

    private static List<ObjectNode> objects(ResourceType type, JsonNode items) throws SourceException {
        List<ObjectNode> objects = new ArrayList<>(items.size());
        for (JsonNode item : items) {
            if (!(item instanceof ObjectNode object)) {
                throw malformed(type, "an item is not an object");
            }
            objects.add(object);
        }
        return objects;
    }

    /** Null if the policy was read or is known not to exist; otherwise the reason why it could not be read. */
    private @Nullable SourceException readPolicy(
            ResourceType type, ResourceType.Detail detail, String bucket, ItemSink sink, DetailTally tally)
            throws SourceException, InterruptedException {
        try {
            ObjectNode policy = call(type, () -> {
                sink.page(clock.instant());
                return api().policy(bucket);
            });
            policy.putObject(RawResource.PARENT_KEY).put(detail.first().name(), bucket);
            AnswerSlices.of(new RawResource(bucket, policy), detail.slices()).forEach(sink::item);
            tally.answered();
        } catch (SourceException e) {
            if (GcpErrors.gone(e)) {
                sink.gone(bucket);
                tally.answered();
                return null;
            }
            if (e.failure().reason() == FailureReason.INVALID_CREDENTIALS) {
                throw e;
            }
            sink.unreadable(bucket, e.failure());
            tally.failed(e.failure());
            return e;
        }
        return null;
    }

    private static String id(ResourceType type, ObjectNode item) throws SourceException {
        Optional<String> id = type.idOf(item);
        if (id.isEmpty()) {
            throw malformed(type, "an item has no '" + type.idFields() + "'");
        }
        return id.get();
    }

    @Override
    public Optional<ReadFailure> check(Scope scope) throws InterruptedException {
        ResourceType type = catalogue.get(scope.resourceType());
        try {
            ResourceType base =
                    type.detail() == null ? type : catalogue.get(type.detail().of());
            ObjectNode page = call(base, () -> api().buckets(null, 1));
            List<ObjectNode> first = objects(base, page.path(base.itemPath().get(0)));
            if (type.detail() != null && !first.isEmpty()) {
                String bucket = id(base, first.get(0));
                call(type, () -> api().policy(bucket));
            }
            return Optional.empty();
        } catch (SourceException e) {
            return Optional.of(e.failure());
        }
    }

    @FunctionalInterface
    private interface Request {
        ObjectNode send() throws IOException, SourceException;
    }

    private ObjectNode call(ResourceType type, Request request) throws SourceException, InterruptedException {
        return calls.call(type.service(), project, () -> {
            try {
                return request.send();
            } catch (IOException e) {
                throw GcpErrors.of(e, type.operationName(), type.ownPermission(), settings.endpointOverride());
            }
        });
    }

    private static SourceException malformed(ResourceType type, String problem) {
        return new SourceException(
                new ReadFailure(
                        FailureReason.MALFORMED_ANSWER, type.operationName(), null, type.name() + ": " + problem),
                null);
    }

    private synchronized StorageApi api() throws SourceException {
        if (api == null) {
            try {
                api = StorageApi.create(settings, project);
            } catch (IOException e) {
                throw GcpErrors.credentials("storage:credentials", e);
            }
        }
        return api;
    }

    @Override
    public void close() {}
}
