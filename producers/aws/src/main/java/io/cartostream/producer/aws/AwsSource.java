package io.cartostream.producer.aws;

import io.cartostream.avro.FailureReason;
import io.cartostream.contract.Scope;
import io.cartostream.producer.Discovery;
import io.cartostream.producer.Failure;
import io.cartostream.producer.InventorySource;
import io.cartostream.producer.ItemSink;
import io.cartostream.producer.SourceException;
import io.cartostream.producer.call.ApiCalls;
import io.cartostream.producer.catalogue.Catalogue;
import io.cartostream.producer.catalogue.ResourceType;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * One AWS account. Every type of the catalogue is listed in the same way: call, walk to the items, next page. Credentials are
 * proved with {@code sts:GetCallerIdentity} first.
 */
public final class AwsSource implements InventorySource {

    /** The provider's name in scopes and in the catalogue. */
    public static final String PROVIDER = "aws";

    private static final int SMALLEST_PAGE = 5;
    private static final String NEXT_TOKEN = "NextToken";

    private final AwsSettings settings;
    private final AwsAccount account;
    private final List<ResourceType> types;
    private final Catalogue catalogue;
    private final ApiCalls calls;
    private final Clock clock;
    private @Nullable AwsClients clients;
    private volatile @Nullable String accountId;

    private AwsSource(
            AwsSettings settings,
            AwsAccount account,
            List<ResourceType> types,
            Catalogue catalogue,
            ApiCalls calls,
            Clock clock) {
        this.settings = settings;
        this.account = account;
        this.types = types;
        this.catalogue = catalogue;
        this.calls = calls;
        this.clock = clock;
    }

    /**
     * An account; nothing is asked before {@link #discover}.
     *
     * @throws IllegalArgumentException if the settings name a resource type that the catalogue does not have
     */
    public static AwsSource create(
            AwsSettings settings, AwsAccount account, Catalogue catalogue, ApiCalls calls, Clock clock) {
        List<ResourceType> types = catalogue.select(PROVIDER, settings.resourceTypes());
        return new AwsSource(settings, account, types, catalogue, calls, clock);
    }

    @Override
    public String description() {
        String id = accountId == null ? account.id() : accountId;
        if (id != null) {
            return "aws account " + id;
        }
        return settings.profile() == null ? "aws account of the credentials" : "aws profile " + settings.profile();
    }

    @Override
    public Discovery discover() throws SourceException, InterruptedException {
        if (account.roleArn() != null) {
            call(home("sts", "AssumeRole", false), () -> clients().credentials().resolveCredentials());
        }
        String id = identity();
        if (account.id() != null && !account.id().equals(id)) {
            throw new SourceException(
                    Failure.of(
                            FailureReason.INVALID_CREDENTIALS,
                            "the credentials belong to account " + id + ", not to " + account.id()),
                    null);
        }
        accountId = id;
        List<Scope> scopes = new ArrayList<>();
        for (ResourceType type : types) {
            if (!type.regional()) {
                scopes.add(type.scope(id, Scope.GLOBAL));
            }
        }
        for (String region : regions()) {
            for (ResourceType type : types) {
                if (type.regional()) {
                    scopes.add(type.scope(id, region));
                }
            }
        }
        return Discovery.of(scopes);
    }

    private String identity() throws SourceException, InterruptedException {
        try (StsClient sts = clients().sts()) {
            return call(home("sts", "GetCallerIdentity", false), () -> sts.getCallerIdentity()
                    .account());
        }
    }

    private List<String> regions() throws SourceException, InterruptedException {
        if (!settings.regions().isEmpty()) {
            return settings.regions();
        }
        try (Ec2Client ec2 = clients().ec2(settings.homeRegion())) {
            return call(
                    home("ec2", "DescribeRegions", true),
                    () -> ec2.describeRegions(request -> request.allRegions(false)).regions().stream()
                            .map(region -> region.regionName())
                            .sorted()
                            .toList());
        }
    }

    @Override
    public void read(Scope scope, ItemSink sink) throws SourceException, InterruptedException {
        ResourceType type = catalogue.get(scope.resourceType());
        AwsService service = service(type, scope);
        String token = null;
        do {
            PageRequest page = new PageRequest(token, type.pageSize() == 0 ? null : type.pageSize());
            SdkResponse answer = page(service, type, scope, page, sink);
            SdkItems.forEach(answer, type, sink::item);
            token = nextToken(answer, type, token);
        } while (token != null);
    }

    /** The time that counts is that of the try which was answered. */
    private SdkResponse page(AwsService service, ResourceType type, Scope scope, PageRequest page, ItemSink sink)
            throws SourceException, InterruptedException {
        return call(type, scope, () -> {
            sink.page(clock.instant());
            return service.call(type.operation(), page);
        });
    }

    private static @Nullable String nextToken(SdkResponse answer, ResourceType type, @Nullable String before)
            throws SourceException {
        String token =
                answer.sdkFields().stream().anyMatch(field -> field.memberName().equals(NEXT_TOKEN))
                        ? answer.getValueForField(NEXT_TOKEN, String.class).orElse("")
                        : "";
        if (token.isEmpty()) {
            return null;
        }
        if (token.equals(before)) {
            throw new SourceException(
                    new Failure(
                            FailureReason.MALFORMED_ANSWER,
                            type.operationName(),
                            null,
                            "the service gave the same page token twice"),
                    null);
        }
        return token;
    }

    @Override
    public Optional<Failure> check(Scope scope) throws InterruptedException {
        ResourceType type = catalogue.get(scope.resourceType());
        try {
            AwsService service = service(type, scope);
            PageRequest page = new PageRequest(null, type.pageSize() == 0 ? null : SMALLEST_PAGE);
            call(type, scope, () -> service.call(type.operation(), page));
            return Optional.empty();
        } catch (SourceException e) {
            return Optional.of(e.failure());
        }
    }

    private AwsService service(ResourceType type, Scope scope) {
        String region = region(scope);
        AwsService service = clients().service(type.service(), region);
        if (service == null) {
            throw new IllegalArgumentException(
                    "the catalogue names the service " + type.service() + ", which this version cannot call");
        }
        return service;
    }

    private String region(Scope scope) {
        return scope.region().equals(Scope.GLOBAL) ? settings.homeRegion() : scope.region();
    }

    private <T> T call(ResourceType type, Scope scope, Supplier<T> call) throws SourceException, InterruptedException {
        CallTarget target = new CallTarget(
                type.service(),
                type.operationName(),
                type.ownPermission(),
                region(scope),
                !settings.regions().isEmpty(),
                settings.endpointOverride());
        return call(target, call);
    }

    /** A call to the home region, before there are scopes. */
    private CallTarget home(String service, String operation, boolean knownGood) {
        String name = ResourceType.operationName(service, operation);
        return new CallTarget(service, name, name, settings.homeRegion(), knownGood, settings.endpointOverride());
    }

    private <T> T call(CallTarget target, Supplier<T> call) throws SourceException, InterruptedException {
        return calls.call(target.service(), description() + '/' + target.region(), () -> {
            try {
                return call.get();
            } catch (SdkException e) {
                throw AwsErrors.of(e, target);
            }
        });
    }

    private synchronized AwsClients clients() {
        if (clients == null) {
            clients = new AwsClients(settings, account);
        }
        return clients;
    }

    @Override
    public synchronized void close() {
        calls.forget(description());
        if (clients != null) {
            clients.close();
            clients = null;
        }
    }
}
