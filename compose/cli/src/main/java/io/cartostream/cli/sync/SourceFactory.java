package io.cartostream.cli.sync;

import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.NameSuggestions;
import io.cartostream.producer.InventorySource;
import io.cartostream.producer.ScopeSelection;
import io.cartostream.producer.SourceException;
import io.cartostream.producer.aws.AwsAccount;
import io.cartostream.producer.aws.AwsOrganization;
import io.cartostream.producer.aws.AwsSettings;
import io.cartostream.producer.aws.AwsSource;
import io.cartostream.producer.call.ApiCalls;
import io.cartostream.producer.call.RetryPolicy;
import io.cartostream.producer.catalogue.Catalogue;
import io.cartostream.producer.catalogue.ResourceType;
import io.cartostream.producer.gcp.GcpSettings;
import io.cartostream.producer.gcp.GcpSource;
import io.cartostream.producer.recorded.RecordedAnswerSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the sources that the options ask for, one when it is needed. */
final class SourceFactory {

    private final Catalogue catalogue;
    private final AwsOptions cloud;
    private final Clock clock;
    private final ApiCalls calls = ApiCalls.create(RetryPolicy.DEFAULT, Map.of());

    SourceFactory(Catalogue catalogue, AwsOptions cloud, Clock clock) {
        this.catalogue = catalogue;
        this.cloud = cloud;
        this.clock = clock;
    }

    /** Fails with a suggestion if a type is not in the catalogue. */
    static void requireTypes(Catalogue catalogue, List<String> types) {
        List<String> known = catalogue.types().stream().map(ResourceType::name).toList();
        for (String type : types) {
            if (!known.contains(type)) {
                throw CommandFailure.usage("unknown resource type '" + type + "'" + NameSuggestions.hint(type, known)
                        + "; known are " + String.join(", ", known));
            }
        }
    }

    /** What {@code sync} was asked to read. */
    Iterator<InventorySource> of(SyncCommand options, Path directory) {
        OptionConflicts.refuse(options);
        requireTypes(catalogue, options.selection.types);
        if (options.fromFiles != null) {
            return List.<InventorySource>of(recorded(directory.resolve(options.fromFiles), options.selection))
                    .iterator();
        }
        AccountOptions accounts = options.accounts;
        List<String> awsTypes = typesOf("aws", options.selection.types);
        List<String> gcpTypes = typesOf("gcp", options.selection.types);
        boolean everything = options.selection.types.isEmpty();
        boolean aws = accounts.projects.isEmpty()
                || accounts.accounts != null
                || accounts.organization
                || options.roleArn != null
                || cloud.profile != null;
        if (!aws) {
            requireNone(
                    awsTypes, "beside --project, AWS is read with --profile, --role-arn, --accounts or --organization");
        }
        if (accounts.projects.isEmpty()) {
            requireNone(gcpTypes, "Google Cloud is read with --project");
        }
        // a provider of which no type is chosen must not be asked: to its source, no type means every type
        Stream<InventorySource> projects = everything || !gcpTypes.isEmpty()
                ? accounts.projects.stream().map(project -> gcp(project, gcpTypes))
                : Stream.of();
        if (!aws || !everything && awsTypes.isEmpty()) {
            return projects.iterator();
        }
        AwsSettings settings = awsSettings(options.selection.regions, awsTypes);
        List<AwsAccount> all = options.roleArn != null
                ? List.of(ofRole(options.roleArn, accounts.externalId))
                : awsAccounts(accounts, settings, directory);
        return Stream.concat(all.stream().map(account -> aws(settings, account)), projects)
                .iterator();
    }

    private RecordedAnswerSource recorded(Path folder, SelectionOptions selection) {
        if (!Files.isReadable(folder.resolve("manifest.jsonl"))) {
            throw CommandFailure.usage("no recorded answers in " + folder + ": it has no readable manifest.jsonl");
        }
        return RecordedAnswerSource.open(
                folder,
                catalogue,
                new ScopeSelection(new HashSet<>(), new HashSet<>(selection.regions), new HashSet<>(selection.types)),
                clock);
    }

    private static void requireNone(List<String> types, String otherwise) {
        if (!types.isEmpty()) {
            throw CommandFailure.usage("nothing would read " + String.join(", ", types) + ": " + otherwise);
        }
    }

    private List<String> typesOf(String provider, List<String> types) {
        return types.stream()
                .filter(type -> catalogue.get(type).provider().equals(provider))
                .toList();
    }

    AwsSettings awsSettings(List<String> regions, List<String> types) {
        return AwsSettings.defaults()
                .withProfile(cloud.profile)
                .withHomeRegion(cloud.homeRegion)
                .withEndpointOverride(cloud.endpointUrl)
                .withCallTimeout(cloud.callTimeout)
                .withRegions(regions)
                .withResourceTypes(types);
    }

    InventorySource aws(AwsSettings settings, AwsAccount account) {
        return AwsSource.create(settings, account, catalogue, calls, clock);
    }

    InventorySource gcp(String project, List<String> types) {
        return GcpSource.create(
                GcpSettings.defaults().withEndpointOverride(cloud.endpointUrl).withResourceTypes(types),
                project,
                catalogue,
                calls,
                clock);
    }

    /** The accounts of the file or of the organisation; else that of the credentials. */
    List<AwsAccount> awsAccounts(AccountOptions options, AwsSettings settings, Path directory) {
        if (options.accounts != null) {
            List<AwsAccount> accounts = new ArrayList<>();
            for (AccountFile.Line line : AccountFile.read(directory.resolve(options.accounts))) {
                accounts.add(account(
                        line.id(),
                        line.role() == null ? options.roleName : line.role(),
                        line.externalId() == null ? options.externalId : line.externalId()));
            }
            return accounts;
        }
        if (!options.organization) {
            return List.of(AwsAccount.OF_CREDENTIALS);
        }
        try {
            return AwsOrganization.members(settings, calls).stream()
                    .filter(AwsOrganization.Member::active)
                    .map(member -> account(member.id(), options.roleName, options.externalId))
                    .toList();
        } catch (SourceException e) {
            throw CommandFailure.failed(
                    "cannot list the organisation's accounts: " + e.failure().line(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("interrupted while listing the organisation's accounts");
        }
    }

    /** A role by its name is in the partition of the home region; by its ARN it is what it says. */
    AwsAccount account(String id, @Nullable String role, @Nullable String externalId) {
        if (role == null) {
            throw CommandFailure.usage("account " + id + ": which role? Give --role-name");
        }
        return role.startsWith("arn:")
                ? new AwsAccount(id, role, externalId)
                : AwsAccount.withRole(awsSettings(List.of(), List.of()).partition(), id, role, externalId);
    }

    static AwsAccount ofRole(String arn, @Nullable String externalId) {
        String[] parts = arn.split(":", 6);
        if (parts.length < 6
                || !parts[0].equals("arn")
                || !parts[4].matches("\\d{12}")
                || !parts[5].startsWith("role/")) {
            throw CommandFailure.usage("--role-arn: '" + arn + "' is not arn:aws:iam::ACCOUNT:role/NAME");
        }
        return new AwsAccount(parts[4], arn, externalId);
    }
}
