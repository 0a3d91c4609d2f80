package io.cartostream.producer.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.cartostream.avro.FailureReason;
import io.cartostream.contract.Scope;
import io.cartostream.producer.InventorySource;
import io.cartostream.producer.ItemSink;
import io.cartostream.producer.RawResource;
import io.cartostream.producer.ReadFailure;
import io.cartostream.producer.ScopeSelection;
import io.cartostream.producer.SourceDiscovery;
import io.cartostream.producer.SourceException;
import io.cartostream.producer.call.ApiCalls;
import io.cartostream.producer.catalogue.Catalogue;
import io.cartostream.producer.catalogue.ResourceType;
import io.cartostream.producer.catalogue.ResourceType.Reserved;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * One AWS account. Every type of the catalogue is listed in the same way: call, walk to the items, next page. Credentials are
 * checked with {@code sts:GetCallerIdentity} first.
 */
public final class AwsSource implements InventorySource {

    private final AwsSettings settings;
    private final AwsAccount account;
    private final List<ResourceType> types;
    private final Catalogue catalogue;
    private final ApiCalls calls;
    private final Clock clock;
    private @Nullable AwsClients clients;
    private @Nullable ExecutorService threads;
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
     * An account; no service is called before {@link #discover}.
     *
     * @throws IllegalArgumentException if the settings name a resource type that the catalogue does not have
     */
    public static AwsSource create(
            AwsSettings settings, AwsAccount account, Catalogue catalogue, ApiCalls calls, Clock clock) {
        List<ResourceType> types = catalogue.select(AwsProvider.NAME, settings.resourceTypes());
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
    public SourceDiscovery discover() throws SourceException, InterruptedException {
        if (account.roleArn() != null) {
            call(home("sts", "AssumeRole", false), () -> clients().credentials().resolveCredentials());
        }
        String id = identity();
        if (account.id() != null && !account.id().equals(id)) {
            throw new SourceException(
                    ReadFailure.of(
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
        List<ResourceType> regional =
                types.stream().filter(ResourceType::regional).toList();
        for (String region : regional.isEmpty() ? List.<String>of() : regions()) {
            regional.forEach(type -> scopes.add(type.scope(id, region)));
        }
        return SourceDiscovery.of(scopes);
    }

    @Override
    public Optional<Attempt> attempt() {
        String known = accountId == null ? account.id() : accountId;
        Set<String> names = types.stream().map(ResourceType::name).collect(Collectors.toSet());
        return Optional.ofNullable(known)
                .or(() -> account.roleArn() == null ? ConfiguredAccount.of(settings) : Optional.empty())
                .map(id -> new Attempt(
                        AwsProvider.NAME, id, new ScopeSelection(Set.of(id), Set.copyOf(settings.regions()), names)));
    }

    private String identity() throws SourceException, InterruptedException {
        try (StsClient sts = clients().sts()) {
            return call(home("sts", "GetCallerIdentity", false), () -> sts.getCallerIdentity()
                    .account());
        }
    }

    /** The regions that the settings name, or every region that the account has enabled. */
    private List<String> regions() throws SourceException, InterruptedException {
        List<String> wanted = settings.regions();
        List<String> known;
        try (Ec2Client ec2 = clients().ec2(settings.homeRegion())) {
            known = call(
                    home("ec2", "DescribeRegions", true),
                    () -> ec2.describeRegions(request -> request.allRegions(!wanted.isEmpty())).regions().stream()
                            .map(region -> region.regionName())
                            .sorted()
                            .toList());
        } catch (SourceException e) {
            FailureReason reason = e.failure().reason();
            boolean hopeless = reason == FailureReason.INVALID_CREDENTIALS
                    || reason == FailureReason.UNREACHABLE && settings.endpointOverride() != null;
            if (wanted.isEmpty() || hopeless) {
                throw e;
            }
            return wanted; // the home region may be down while these are not; reading each one shows
        }
        if (wanted.isEmpty()) {
            return known;
        }
        List<String> wrong =
                wanted.stream().filter(region -> !known.contains(region)).toList();
        if (!wrong.isEmpty()) {
            throw new SourceException(
                    ReadFailure.of(
                            FailureReason.UNSUPPORTED_REGION,
                            "AWS has no region " + String.join(", ", wrong) + "; there are "
                                    + String.join(", ", known)),
                    null);
        }
        return wanted;
    }

    /**
     * A type is reserved for the managing account only if the service itself denies the call (a policy's denial names the
     * missing permission) and another answer says that another account is the managing one.
     */
    @Override
    public Optional<ReadFailure> unavailable(Scope scope) throws InterruptedException {
        Reserved reserved = catalogue.get(scope.resourceType()).reserved();
        ReadFailure denial = reserved == null ? null : check(scope).orElse(null);
        if (reserved == null
                || denial == null
                || denial.reason() != FailureReason.ACCESS_DENIED
                || AwsErrorCodes.CLASSIFIER.permissionIn(denial.message()).isPresent()) {
            return Optional.empty();
        }
        try {
            RawResource answer = reader(catalogue.get(reserved.toldBy()).scope(scope.account(), scope.region()))
                    .check();
            JsonNode manager = answer == null ? MissingNode.getInstance() : answer.payload();
            for (String field : reserved.account()) {
                manager = manager.path(field);
            }
            return manager.asText("").isEmpty() || manager.asText().equals(scope.account())
                    ? Optional.empty()
                    : Optional.of(elsewhere(denial, manager.asText()));
        } catch (SourceException e) {
            return Optional.empty();
        }
    }

    private static ReadFailure elsewhere(ReadFailure denial, String manager) {
        return new ReadFailure(
                denial.reason(),
                denial.operation(),
                null,
                "account " + manager + " and delegated administrators list this, for all accounts: sync it there");
    }

    @Override
    public void read(Scope scope, ItemSink sink) throws SourceException, InterruptedException {
        reader(scope).read(sink);
    }

    @Override
    public Optional<ReadFailure> check(Scope scope) throws InterruptedException {
        try {
            reader(scope).check();
            return Optional.empty();
        } catch (SourceException e) {
            return Optional.of(e.failure());
        }
    }

    private ScopeReader reader(Scope scope) {
        ScopeReader.Caller caller = new ScopeReader.Caller() {
            @Override
            public AwsService service(ResourceType type) {
                return AwsSource.this.service(type, scope);
            }

            @Override
            public SdkResponse call(ResourceType type, ScopeReader.Request request)
                    throws SourceException, InterruptedException {
                return AwsSource.this.call(type, scope, request::send);
            }
        };
        return new ScopeReader(scope, catalogue, caller, threads(), clock);
    }

    private AwsService service(ResourceType type, Scope scope) {
        return clients().service(type.client().name(), region(scope));
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

    /** For detail calls; each scope uses a few at a time. */
    private synchronized ExecutorService threads() {
        if (threads == null) {
            AtomicInteger number = new AtomicInteger();
            threads = Executors.newCachedThreadPool(work -> {
                Thread thread = new Thread(work, "detail-" + number.incrementAndGet());
                thread.setDaemon(true);
                return thread;
            });
        }
        return threads;
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
        if (threads != null) {
            threads.shutdownNow();
            threads = null;
        }
        if (clients != null) {
            clients.close();
            clients = null;
        }
    }
}
