package io.cartostream.producer.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.avro.FailureReason;
import io.cartostream.contract.Scope;
import io.cartostream.producer.AnswerSlices;
import io.cartostream.producer.DetailTally;
import io.cartostream.producer.FailureRun;
import io.cartostream.producer.ItemSink;
import io.cartostream.producer.RawResource;
import io.cartostream.producer.ReadFailure;
import io.cartostream.producer.SourceException;
import io.cartostream.producer.catalogue.Catalogue;
import io.cartostream.producer.catalogue.ResourceType;
import io.cartostream.producer.catalogue.ResourceType.Detail;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkResponse;

/**
 * Reads one scope. A listing is walked page by page; a detail type walks its base and makes a call per item, several at a time.
 * A detail that could not be read is reported as unreadable, so that its known facts are kept. The scope fails if further calls
 * depend on that detail, if the credentials are no longer valid, or if every call fails.
 */
final class ScopeReader {

    /** Detail calls of one scope at a time; the rate per second is {@link io.cartostream.producer.call.ApiCalls}'. */
    static final int WIDTH = 8;

    /** After this many failures in a row, other than denials, the service is at fault and not the items. */
    private static final int HOPELESS = 2 * WIDTH;

    private static final int SMALLEST_PAGE = 5;

    private final Scope scope;
    private final Catalogue catalogue;
    private final Caller caller;
    private final ExecutorService threads;
    private final Clock clock;

    /** Makes calls with retries, within the service's rate. */
    interface Caller {
        AwsService service(ResourceType type);

        SdkResponse call(ResourceType type, Request request) throws SourceException, InterruptedException;
    }

    /** One try of a call. */
    @FunctionalInterface
    interface Request {
        SdkResponse send();
    }

    /** Takes what a walk finds. */
    private interface Found {
        void item(RawResource item, Instant at) throws SourceException, InterruptedException;

        /** The resource does not exist or, with a failure, could not be read. */
        void missing(String id, @Nullable ReadFailure failure, Instant at) throws SourceException;
    }

    /** The result of a detail call: a payload, a failure, or neither if the item has no such detail. */
    private record Answer(
            DetailCall call,
            Instant at,
            @Nullable ObjectNode payload,
            @Nullable ReadFailure failure) {}

    ScopeReader(Scope scope, Catalogue catalogue, Caller caller, ExecutorService threads, Clock clock) {
        this.scope = scope;
        this.catalogue = catalogue;
        this.caller = caller;
        this.threads = threads;
        this.clock = clock;
    }

    void read(ItemSink sink) throws SourceException, InterruptedException {
        DetailTally tally = new DetailTally();
        ResourceType type = catalogue.get(scope.resourceType());
        walk(type, sink, new Found() {
            @Override
            public void item(RawResource item, Instant at) {
                Detail detail = type.detail();
                if (detail == null) {
                    sink.item(item);
                } else {
                    sink.page(at);
                    AnswerSlices.of(item, detail.slices()).forEach(sink::item);
                }
                tally.answered();
            }

            @Override
            public void missing(String id, @Nullable ReadFailure failure, Instant at) {
                sink.page(at);
                if (failure == null) {
                    sink.gone(id);
                    tally.answered();
                } else {
                    sink.unreadable(id, failure);
                    tally.failed(failure);
                }
            }
        });
        tally.finish();
    }

    /**
     * Makes one small call of each operation that the scope needs; a failure means that the scope cannot be read. Returns the
     * scope's first item; null if it has none.
     */
    @Nullable
    RawResource check() throws SourceException, InterruptedException {
        return first(catalogue.get(scope.resourceType()));
    }

    private @Nullable RawResource first(ResourceType type) throws SourceException, InterruptedException {
        Detail detail = type.detail();
        if (detail == null) {
            List<RawResource> items = new ArrayList<>();
            SdkResponse page = page(type, new PageRequest(null, type.pageSize() == 0 ? null : SMALLEST_PAGE), null);
            if (page != null && type.listing()) {
                SdkItems.forEach(page, type, pojo -> SdkJson.of(pojo, type), items::add);
            } else if (page != null) {
                items.add(new RawResource(scope.account(), SdkJson.of(page, type)));
            }
            return items.isEmpty() ? null : items.get(0);
        }
        RawResource base = first(catalogue.get(detail.of()));
        List<DetailCall> calls = base == null ? List.of() : DetailCall.of(type, detail, base);
        if (calls.isEmpty()) {
            return null;
        }
        Answer answer = answer(type, calls.get(0));
        if (answer.failure() != null) {
            throw new SourceException(answer.failure(), null);
        }
        return answer.payload() == null ? null : new RawResource(answer.call().id(), answer.payload());
    }

    private void walk(ResourceType type, ItemSink sink, Found found) throws SourceException, InterruptedException {
        if (type.detail() != null) {
            details(type, type.detail(), sink, found);
            return;
        }
        String token = null;
        do {
            Instant[] at = {clock.instant()};
            SdkResponse page = page(type, new PageRequest(token, type.pageSize() == 0 ? null : type.pageSize()), () -> {
                at[0] = clock.instant();
                sink.page(at[0]);
            });
            if (page == null) {
                return;
            }
            if (!type.listing()) {
                found.item(new RawResource(scope.account(), SdkJson.of(page, type)), at[0]);
                return;
            }
            List<RawResource> items = new ArrayList<>();
            SdkItems.forEach(page, type, pojo -> SdkJson.of(pojo, type), items::add);
            for (RawResource item : items) {
                found.item(item, at[0]);
            }
            token = ResponsePaging.following(type.operationName(), page, token);
        } while (token != null);
    }

    /** Null if the answer is an error that means that there is nothing. */
    private @Nullable SdkResponse page(ResourceType type, PageRequest page, @Nullable Runnable before)
            throws SourceException, InterruptedException {
        AwsService service = caller.service(type);
        ObjectNode parameters = parameters(type);
        try {
            return caller.call(type, () -> {
                if (before != null) {
                    before.run();
                }
                return service.call(type.operation(), parameters, page);
            });
        } catch (SourceException e) {
            if (type.none().contains(AwsErrors.code(e))) {
                return null;
            }
            throw e;
        }
    }

    private ObjectNode parameters(ResourceType type) {
        ObjectNode parameters = type.request();
        parameters.properties().forEach(parameter -> {
            String text = parameter.getValue().asText();
            if (text.equals("$account")) {
                parameter.setValue(JsonNodeFactory.instance.textNode(scope.account()));
            } else if (text.equals("$region")) {
                parameter.setValue(JsonNodeFactory.instance.textNode(scope.region()));
            }
        });
        return parameters;
    }

    private void details(ResourceType type, Detail detail, ItemSink sink, Found found)
            throws SourceException, InterruptedException {
        Set<String> descended = new HashSet<>();
        FailureRun failures = new FailureRun(HOPELESS);
        CallWindow.Receiver<Answer> receiver = (answer, window) -> {
            failures.ended(answer.failure());
            deliver(answer, found);
            for (String further : further(detail, answer)) {
                if (descended.add(further)) {
                    DetailCall call = answer.call().descend(detail, further);
                    window.add(() -> answer(type, call));
                }
            }
        };
        try (CallWindow<Answer> window = new CallWindow<>(WIDTH, threads, receiver)) {
            walk(catalogue.get(detail.of()), sink, new Found() {
                @Override
                public void item(RawResource item, Instant at) throws SourceException, InterruptedException {
                    for (DetailCall call : DetailCall.of(type, detail, item)) {
                        window.add(() -> answer(type, call));
                    }
                }

                @Override
                public void missing(String id, @Nullable ReadFailure failure, Instant at) throws SourceException {
                    if (detail.sharesIds()) {
                        found.missing(id, failure, at);
                    } else if (failure != null) {
                        throw new SourceException(failure, null);
                    }
                }
            });
            window.finish();
        }
    }

    private static void deliver(Answer answer, Found found) throws SourceException, InterruptedException {
        if (answer.payload() == null) {
            found.missing(answer.call().id(), answer.failure(), answer.at());
        } else {
            found.item(new RawResource(answer.call().id(), answer.payload()), answer.at());
        }
    }

    /** In a tree, a part that could not be read hides the parts below it, so the scope must not complete. */
    private static List<String> further(Detail detail, Answer answer) throws SourceException {
        if (detail.descend().isEmpty() || answer.payload() == null) {
            if (answer.failure() != null && !detail.descend().isEmpty()) {
                throw new SourceException(answer.failure(), null);
            }
            return List.of();
        }
        return DetailCall.values(answer.payload(), detail.descend()).stream()
                .map(JsonNode::asText)
                .toList();
    }

    /** All pages of one call as one payload. */
    private Answer answer(ResourceType type, DetailCall call) throws SourceException, InterruptedException {
        Instant[] first = {clock.instant()};
        ObjectNode parameters = parameters(type);
        parameters.setAll(call.parameters());
        AwsService service = caller.service(type);
        ObjectNode payload = null;
        String token = null;
        try {
            do {
                PageRequest request = new PageRequest(token, type.pageSize() == 0 ? null : type.pageSize());
                boolean begins = token == null;
                SdkResponse page = caller.call(type, () -> {
                    if (begins) {
                        first[0] = clock.instant();
                    }
                    return service.call(type.operation(), parameters, request);
                });
                if (payload == null) {
                    payload = SdkJson.of(page, type);
                } else {
                    RawResource.append(payload, SdkJson.of(page, type));
                }
                String asked = token;
                token = ResponsePaging.following(type.operationName(), page, asked);
                if (token == null && asked != null) {
                    ObjectNode whole = payload;
                    ResponsePaging.tokenMember(page).ifPresent(member -> whole.remove(member.memberName()));
                }
            } while (token != null);
        } catch (SourceException e) {
            if (e.failure().reason() == FailureReason.INVALID_CREDENTIALS) {
                throw e;
            }
            String code = AwsErrors.code(e);
            if (!type.absent().contains(code)) {
                boolean none = type.none().contains(code) || AwsErrorCodes.CLASSIFIER.gone(code);
                return new Answer(call, first[0], null, none ? null : e.failure());
            }
            payload = JsonNodeFactory.instance.objectNode();
        }
        payload.set(RawResource.PARENT_KEY, call.parent());
        return new Answer(call, first[0], payload, null);
    }
}
