package io.cartostream.producer.provider;

import io.cartostream.avro.FailureReason;
import io.cartostream.producer.ErrorClassifier;
import io.cartostream.producer.InventorySource;
import io.cartostream.producer.PageTokens;
import io.cartostream.producer.catalogue.Catalogue;
import io.cartostream.producer.catalogue.ResourceType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A provider without a service: it has error codes, page tokens and a small catalogue of two providers. */
public final class FakeProvider implements InventoryProvider {

    /** The providers of the catalogue: acme, which owns most of it, and globex. */
    public static final InventoryProviders PROVIDERS =
            InventoryProviders.of(List.of(new FakeProvider("acme"), new FakeProvider("globex")));

    /** Types of acme (ec2, iam, s3, organizations) and of globex (storage). */
    public static final Catalogue CATALOGUE =
            InventoryProviders.of(List.of(new FakeProvider("acme"))).catalogue();

    private final String name;

    FakeProvider(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ErrorClassifier errors() {
        return ErrorClassifier.builder()
                .codes(FailureReason.ACCESS_DENIED, "AccessDenied", "UnauthorizedOperation", "forbidden")
                .codes(FailureReason.THROTTLED, "Throttling")
                .gone(code -> code.startsWith("NoSuch") || code.endsWith(".NotFound") || code.equals("notFound"))
                .codeInText(Pattern.compile("\\(([\\w.]+)\\)"))
                .permission(Pattern.compile("not authorized to perform:? ([a-zA-Z0-9-]+:[a-zA-Z0-9]+)"))
                .build();
    }

    @Override
    public PageTokens pageTokens() {
        return new PageTokens(
                List.of("NextToken", "NextPageToken", "NextMarker", "Marker", "ContinuationToken", "PaginationToken"),
                List.of("IsTruncated", "AdditionalRoutesAvailable"));
    }

    @Override
    public Optional<String> problem(ResourceType type) {
        return type.operation().startsWith("Delete") ? Optional.of("Delete… does not read") : Optional.empty();
    }

    @Override
    public InventorySource open(AccountRequest request, ConnectionSettings connection, SourceContext context) {
        throw new IllegalArgumentException(name + " cannot be called");
    }

    @Override
    public String readerPolicy(Collection<ResourceType> types) {
        return String.join("\n", types.stream().map(ResourceType::ownPermission).toList());
    }
}
