package io.cartostream.producer.gcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.Set;
import java.util.TreeSet;

/** Google Cloud. An account is a project; it is read with application default credentials. */
public final class GcpProvider implements InventoryProvider {

    /** The provider's name in scopes and in the catalogue. */
    public static final String NAME = "gcp";

    static final String NEXT_PAGE = "nextPageToken";

    private static final PageTokens PAGE_TOKENS = new PageTokens(List.of(NEXT_PAGE), List.of());
    private static final Set<String> OPERATIONS = Set.of("storage:buckets.list", "storage:buckets.getIamPolicy");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public ErrorClassifier errors() {
        return GcpErrors.CODES;
    }

    @Override
    public PageTokens pageTokens() {
        return PAGE_TOKENS;
    }

    @Override
    public Optional<String> problem(ResourceType type) {
        return OPERATIONS.contains(type.operationName())
                ? Optional.empty()
                : Optional.of("the operation " + type.operationName() + " cannot be called; known are "
                        + String.join(", ", new TreeSet<>(OPERATIONS)));
    }

    @Override
    public InventorySource open(AccountRequest request, ConnectionSettings connection, SourceContext context) {
        String project = request.account();
        if (project == null) {
            throw new IllegalArgumentException("which project? Credentials of Google Cloud do not belong to one");
        }
        GcpSettings settings = GcpSettings.defaults()
                .withEndpointOverride(connection.endpoint())
                .withResourceTypes(request.resourceTypes())
                .withCallTimeout(connection.callTimeout());
        return GcpSource.create(settings, project, context.catalogue(), context.calls(), context.clock());
    }

    /** A custom role, in the form that {@code gcloud iam roles create --file} takes. */
    @Override
    public String readerPolicy(Collection<ResourceType> types) {
        TreeSet<String> permissions = new TreeSet<>();
        types.forEach(type -> permissions.addAll(type.permissions()));
        ObjectNode role =
                JSON.createObjectNode().put("title", "Cartostream reader").put("stage", "GA");
        permissions.forEach(role.putArray("includedPermissions")::add);
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(role);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree cannot be written", e);
        }
    }
}
