package io.cartostream.cli.sync;

import io.cartostream.cli.session.CommandFailure;
import io.cartostream.producer.SourceException;
import io.cartostream.producer.aws.AwsOrganization;
import io.cartostream.producer.aws.AwsProvider;
import io.cartostream.producer.call.ApiCalls;
import io.cartostream.producer.call.RetryPolicy;
import io.cartostream.producer.provider.AccountRequest;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * AWS accounts: those that are named one by one, those of a file or of the organization, the account of a role, or the account
 * of the credentials.
 */
final class AwsAccountSelector implements AccountSelector {

    private final AccountOptions options;
    private final ConnectionOptions cloud;
    private final List<String> regions;
    private final Path directory;
    private final List<String> ids;
    private final @Nullable String roleArn;
    private final boolean ofCredentials;
    private final PrintWriter notices;

    private AwsAccountSelector(
            AccountOptions options,
            ConnectionOptions cloud,
            List<String> regions,
            Path directory,
            List<String> ids,
            @Nullable String roleArn,
            boolean ofCredentials,
            PrintWriter notices) {
        this.options = options;
        this.cloud = cloud;
        this.regions = regions;
        this.directory = directory;
        this.ids = ids;
        this.roleArn = roleArn;
        this.ofCredentials = ofCredentials;
        this.notices = notices;
    }

    /** For {@code sync}: without any option, the account of the credentials. */
    static AwsAccountSelector ofSync(SyncCommand command, Path directory, PrintWriter notices) {
        boolean ofCredentials = command.accounts.projects.isEmpty() || command.cloud.profile != null;
        return new AwsAccountSelector(
                command.accounts,
                command.cloud,
                command.selection.regions,
                directory,
                List.of(),
                command.roleArn,
                ofCredentials,
                notices);
    }

    /** For {@code jobs submit}: accounts must be named. */
    static AwsAccountSelector ofJobs(
            List<String> ids,
            AccountOptions options,
            ConnectionOptions cloud,
            List<String> regions,
            Path directory,
            PrintWriter notices) {
        return new AwsAccountSelector(options, cloud, regions, directory, ids, null, false, notices);
    }

    @Override
    public String provider() {
        return AwsProvider.NAME;
    }

    @Override
    public boolean selects() {
        return ofCredentials || many() || roleArn != null || !ids.isEmpty();
    }

    private boolean many() {
        return options.accounts != null || options.organization;
    }

    @Override
    public String advice() {
        return "beside --project, AWS is read with --profile, --role-arn, --accounts or --organization";
    }

    @Override
    public List<AccountRequest> accounts(List<String> types) {
        List<AccountRequest> accounts = new ArrayList<>();
        for (String id : ids) {
            if (!id.matches("\\d{12}")) {
                throw CommandFailure.usage("--account: '" + id + "' is not an account id of 12 digits");
            }
            accounts.add(new AccountRequest(id, options.roleName, options.externalId, regions, types));
        }
        if (roleArn != null) {
            accounts.add(ofRole(roleArn, types));
        } else if (options.accounts != null) {
            for (AccountFile.Line line : AccountFile.read(directory.resolve(options.accounts))) {
                String role = line.role() == null ? options.roleName : line.role();
                String externalId = line.externalId() == null ? options.externalId : line.externalId();
                accounts.add(withRole(line.id(), role, externalId, types));
            }
        } else if (options.organization) {
            for (AwsOrganization.Member member : readable(members())) {
                accounts.add(withRole(member.id(), options.roleName, options.externalId, types));
            }
        } else if (ofCredentials) {
            accounts.add(AccountRequest.of(null, regions, types));
        }
        return accounts;
    }

    private AccountRequest withRole(String id, @Nullable String role, @Nullable String externalId, List<String> types) {
        if (role == null) {
            throw CommandFailure.usage("account " + id + ": which role? Give --role-name");
        }
        return new AccountRequest(id, role, externalId, regions, types);
    }

    private AccountRequest ofRole(String arn, List<String> types) {
        String[] parts = arn.split(":", 6);
        if (parts.length < 6
                || !parts[0].equals("arn")
                || !parts[4].matches("\\d{12}")
                || !parts[5].startsWith("role/")) {
            throw CommandFailure.usage("--role-arn: '" + arn + "' is not arn:aws:iam::ACCOUNT:role/NAME");
        }
        return new AccountRequest(parts[4], arn, options.externalId, regions, types);
    }

    /** The accounts that are active, or whose state is unknown; names the others with their state. */
    private List<AwsOrganization.Member> readable(List<AwsOrganization.Member> members) {
        List<AwsOrganization.Member> readable = new ArrayList<>();
        for (AwsOrganization.Member member : members) {
            if (member.readable()) {
                readable.add(member);
            } else {
                notices.println(
                        "skipped: account " + member.id() + " (" + member.name() + "): its state is " + member.state());
            }
        }
        notices.flush();
        return readable;
    }

    private List<AwsOrganization.Member> members() {
        ApiCalls calls = ApiCalls.create(RetryPolicy.DEFAULT, Map.of());
        try {
            return AwsOrganization.members(AwsProvider.settings(cloud.settings()), calls);
        } catch (SourceException e) {
            throw CommandFailure.failed(
                    "cannot list the organization's accounts: " + e.failure().line(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("interrupted while listing the organization's accounts");
        }
    }
}
