package io.cartostream.cli.sync;

import io.cartostream.avro.SyncJob;
import io.cartostream.cli.connection.EventSender;
import io.cartostream.cli.connection.KafkaClient;
import io.cartostream.cli.connection.RegistryClient;
import io.cartostream.cli.output.HumanText;
import io.cartostream.cli.output.JsonOutput;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.CommandSession;
import io.cartostream.contract.TopicName;
import io.cartostream.producer.aws.AwsAccount;
import io.cartostream.producer.catalogue.Catalogue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes a job of each account and sends them. */
final class JobSubmission {

    private final CommandSession session;
    private final AwsOptions cloud;
    private final Catalogue catalogue = Catalogue.builtIn();

    JobSubmission(CommandSession session, AwsOptions cloud) {
        this.session = session;
        this.cloud = cloud;
    }

    int run(List<String> ids, AccountOptions accounts, SelectionOptions selection) {
        List<SyncJob> jobs = jobs(ids, accounts, selection);
        if (jobs.isEmpty()) {
            throw CommandFailure.usage("which accounts? Give --account, --accounts FILE, --organization or --project");
        }
        Map<String, SyncJob> byKey = new LinkedHashMap<>();
        jobs.forEach(job -> byKey.put(job.getProvider() + "/" + job.getAccount(), job));
        try (KafkaClient kafka = KafkaClient.connect(session.settings())) {
            try (EventSender events = new EventSender(kafka, RegistryClient.connect(session.settings()))) {
                events.sendAll(TopicName.SYNC_JOBS, byKey);
            }
        }
        byKey.forEach((key, job) -> session.out()
                .println(
                        session.json()
                                ? JsonOutput.line(JsonOutput.object()
                                        .put("jobId", job.getJobId())
                                        .put("key", key))
                                : "submitted " + key + " as " + job.getJobId()));
        if (!session.json()) {
            session.out().println(HumanText.count(byKey.size(), "job") + " for the workers (`cartostream worker`)");
        }
        return 0;
    }

    /** The jobs that the options ask for. */
    List<SyncJob> jobs(List<String> ids, AccountOptions accounts, SelectionOptions selection) {
        OptionConflicts.refuse(ids, accounts);
        SourceFactory.requireTypes(catalogue, selection.types);
        List<SyncJob> jobs = new ArrayList<>();
        List<String> awsTypes = types("aws", selection);
        if (selection.types.isEmpty() || !awsTypes.isEmpty()) {
            for (String id : ids) {
                if (!id.matches("\\d{12}")) {
                    throw CommandFailure.usage("--account: '" + id + "' is not an account id of 12 digits");
                }
                jobs.add(job("aws", id, selection.regions, awsTypes, accounts.roleName, accounts.externalId));
            }
            for (AwsAccount account : listed(accounts, selection)) {
                jobs.add(job(
                        "aws",
                        String.valueOf(account.id()),
                        selection.regions,
                        awsTypes,
                        roleName(account.roleArn()),
                        account.externalId()));
            }
        }
        List<String> gcpTypes = types("gcp", selection);
        if (selection.types.isEmpty() || !gcpTypes.isEmpty()) {
            accounts.projects.forEach(project -> jobs.add(job("gcp", project, List.of(), gcpTypes, null, null)));
        }
        return jobs;
    }

    private List<AwsAccount> listed(AccountOptions accounts, SelectionOptions selection) {
        if (accounts.accounts == null && !accounts.organization) {
            return List.of();
        }
        SourceFactory sources =
                new SourceFactory(catalogue, cloud, session.surroundings().clock());
        return sources.awsAccounts(
                accounts,
                sources.awsSettings(selection.regions, List.of()),
                session.surroundings().directory());
    }

    private List<String> types(String provider, SelectionOptions selection) {
        return selection.types.stream()
                .filter(type -> catalogue.get(type).provider().equals(provider))
                .toList();
    }

    static @Nullable String roleName(@Nullable String arn) {
        return arn == null ? null : arn.substring(arn.indexOf(":role/") + ":role/".length());
    }

    private SyncJob job(
            String provider,
            String account,
            List<String> regions,
            List<String> types,
            @Nullable String role,
            @Nullable String externalId) {
        String user = session.surroundings().environment().getOrDefault("USER", "");
        return new SyncJob(
                UUID.randomUUID().toString(),
                provider,
                account,
                regions,
                types,
                role,
                externalId,
                session.now(),
                user.isEmpty() ? System.getProperty("user.name", "") : user);
    }
}
