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
import io.cartostream.producer.catalogue.Catalogue;
import io.cartostream.producer.provider.AccountRequest;
import io.cartostream.producer.provider.InventoryProviders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes a job of each account and sends it. */
final class JobSubmission {

    private static final String ROLE = ":role/";

    private final CommandSession session;
    private final ConnectionOptions cloud;
    private final Catalogue catalogue;

    JobSubmission(CommandSession session, ConnectionOptions cloud) {
        this.session = session;
        this.cloud = cloud;
        this.catalogue = CatalogueLoader.load(session, InventoryProviders.load());
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
        AccountSelection.requireTypes(catalogue, selection.types);
        AwsAccountSelector aws = AwsAccountSelector.ofJobs(
                ids, accounts, cloud, selection.regions, session.surroundings().directory(), session.err());
        return AccountSelection.ofJobs(catalogue, selection, aws, accounts).accounts().stream()
                .map(this::job)
                .toList();
    }

    /** The name, or path and name, of a role that is given by its ARN; other texts as they are. */
    static @Nullable String roleName(@Nullable String role) {
        int name = role == null ? -1 : role.indexOf(ROLE);
        return role == null || name < 0 ? role : role.substring(name + ROLE.length());
    }

    private SyncJob job(AccountSelection.Selected selected) {
        AccountRequest account = selected.account();
        String user = session.surroundings().environment().getOrDefault("USER", "");
        return new SyncJob(
                UUID.randomUUID().toString(),
                selected.provider(),
                String.valueOf(account.account()),
                account.regions(),
                account.resourceTypes(),
                roleName(account.role()),
                account.externalId(),
                session.now(),
                user.isEmpty() ? System.getProperty("user.name", "") : user);
    }
}
