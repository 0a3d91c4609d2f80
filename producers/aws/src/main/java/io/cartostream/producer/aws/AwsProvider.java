package io.cartostream.producer.aws;

import io.cartostream.producer.ErrorClassifier;
import io.cartostream.producer.InventorySource;
import io.cartostream.producer.PageTokens;
import io.cartostream.producer.catalogue.ResourceType;
import io.cartostream.producer.provider.AccountRequest;
import io.cartostream.producer.provider.ConnectionSettings;
import io.cartostream.producer.provider.InventoryProvider;
import io.cartostream.producer.provider.SourceContext;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** AWS. Its options are {@link #PROFILE} and {@link #HOME_REGION}. */
public final class AwsProvider implements InventoryProvider {

    /** The provider's name in scopes and in the catalogue. */
    public static final String NAME = "aws";

    /** Option: the profile of the shared configuration; absent: the SDK's default chain of credentials. */
    public static final String PROFILE = "aws.profile";

    /** Option: the region in which STS, Organizations and the list of regions are called; absent: {@code us-east-1}. */
    public static final String HOME_REGION = "aws.home-region";

    static final PageTokens PAGE_TOKENS = new PageTokens(
            List.of(
                    "NextToken",
                    "NextPageToken",
                    "NextMarker",
                    "NextContinuationToken",
                    "Marker",
                    "ContinuationToken",
                    "PaginationToken"),
            List.of("IsTruncated", "AdditionalRoutesAvailable"));

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public ErrorClassifier errors() {
        return AwsErrorCodes.CLASSIFIER;
    }

    @Override
    public PageTokens pageTokens() {
        return PAGE_TOKENS;
    }

    @Override
    public Optional<String> problem(ResourceType type) {
        return Optional.ofNullable(CatalogueCheck.problem(type));
    }

    /** A role given by name is in the partition of the home region. */
    @Override
    public InventorySource open(AccountRequest request, ConnectionSettings connection, SourceContext context) {
        AwsSettings settings =
                settings(connection).withRegions(request.regions()).withResourceTypes(request.resourceTypes());
        AwsAccount account = account(request, settings);
        return AwsSource.create(settings, account, context.catalogue(), context.calls(), context.clock());
    }

    private static AwsAccount account(AccountRequest request, AwsSettings settings) {
        String role = request.role();
        String id = request.account();
        if (role == null || role.startsWith("arn:")) {
            return new AwsAccount(id, role, role == null ? null : request.externalId());
        }
        if (id == null) {
            throw new IllegalArgumentException("the role '" + role + "' is given by name: name its account, too");
        }
        return AwsAccount.withRole(settings.partition(), id, role, request.externalId());
    }

    /** How AWS is reached; everything is read. */
    public static AwsSettings settings(ConnectionSettings connection) {
        AwsSettings defaults = AwsSettings.defaults();
        return defaults.withProfile(connection.option(PROFILE).orElse(null))
                .withHomeRegion(connection.option(HOME_REGION).orElse(defaults.homeRegion()))
                .withEndpointOverride(connection.endpoint())
                .withCallTimeout(connection.callTimeout());
    }

    @Override
    public String readerPolicy(Collection<ResourceType> types) {
        return LeastPrivilegePolicy.document(types);
    }
}
