package io.cartostream.cli.doctor;

import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.CommandSession;
import io.cartostream.contract.Scope;
import io.cartostream.producer.InventorySource;
import io.cartostream.producer.SourceException;
import io.cartostream.producer.aws.AwsProvider;
import io.cartostream.producer.call.ApiCalls;
import io.cartostream.producer.call.RetryPolicy;
import io.cartostream.producer.catalogue.Catalogue;
import io.cartostream.producer.catalogue.ResourceType;
import io.cartostream.producer.gcp.GcpProvider;
import io.cartostream.producer.provider.AccountRequest;
import io.cartostream.producer.provider.ConnectionSettings;
import io.cartostream.producer.provider.InventoryProviders;
import io.cartostream.producer.provider.SourceContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks the credentials of each provider that this machine is configured for: the provider tells whose they are. A provider
 * without configuration is not asked, because its client would wait for a metadata service.
 */
final class CredentialExamination {

    private static final List<String> AWS_VARIABLES = List.of(
            "AWS_ACCESS_KEY_ID",
            "AWS_PROFILE",
            "AWS_WEB_IDENTITY_TOKEN_FILE",
            "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
            "AWS_CONTAINER_CREDENTIALS_FULL_URI");

    private final CommandSession session;
    private final ConnectionSettings connection;
    private final Map<String, String> environment;

    CredentialExamination(CommandSession session, ConnectionSettings connection) {
        this.session = session;
        this.connection = connection;
        this.environment = session.surroundings().environment();
    }

    void run(HealthReport report) {
        report.add("aws credentials", this::aws);
        report.add("gcp credentials", this::gcp);
    }

    private HealthFinding aws() {
        boolean configured = connection.option(AwsProvider.PROFILE).isPresent()
                || isAnySet(AWS_VARIABLES.stream())
                || inHome(".aws/credentials")
                || inHome(".aws/config");
        return configured
                ? identity(
                        AwsProvider.NAME,
                        null,
                        "Check --profile or the AWS_… variables, then `cartostream sync --check`.")
                : HealthFinding.skipped("not configured here");
    }

    private HealthFinding gcp() {
        boolean configured = isAnySet(Stream.of("GOOGLE_APPLICATION_CREDENTIALS"))
                || inHome(".config/gcloud/application_default_credentials.json");
        return configured
                ? identity(GcpProvider.NAME, "none", "Run `gcloud auth application-default login`.")
                : HealthFinding.skipped("not configured here");
    }

    private boolean isAnySet(Stream<String> variables) {
        return variables.anyMatch(name -> !environment.getOrDefault(name, "").isBlank());
    }

    private boolean inHome(String file) {
        String home = environment.getOrDefault("HOME", "");
        return !home.isEmpty() && Files.isReadable(Path.of(home).resolve(file));
    }

    /** Asks only for a global type, so that no list of regions is read. */
    private HealthFinding identity(String provider, @Nullable String account, String advice) {
        InventoryProviders providers = InventoryProviders.load();
        Catalogue catalogue = providers.catalogue();
        String type = catalogue.types().stream()
                .filter(candidate -> candidate.provider().equals(provider) && !candidate.regional())
                .map(ResourceType::name)
                .findFirst()
                .orElseThrow();
        SourceContext context = new SourceContext(
                catalogue,
                ApiCalls.create(RetryPolicy.DEFAULT, Map.of()),
                session.surroundings().clock());
        AccountRequest request = AccountRequest.of(account, List.of(), List.of(type));
        try (InventorySource source = providers.get(provider).open(request, connection, context)) {
            List<Scope> scopes = source.discover().scopes();
            return HealthFinding.ok(account == null ? "account " + scopes.get(0).account() : "they can be loaded");
        } catch (SourceException e) {
            return HealthFinding.failed(e.failure().line(), advice);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("interrupted", e);
        }
    }
}
