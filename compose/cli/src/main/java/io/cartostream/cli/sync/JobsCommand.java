package io.cartostream.cli.sync;

import io.cartostream.cli.session.CommandSession;
import io.cartostream.cli.session.FormatOption;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Accounts to sync, as records that any number of workers share. */
@Command(
        name = "jobs",
        header = "Submit accounts to the workers, and see which are waiting.",
        footer = {
            "",
            "Examples:",
            "  cartostream jobs submit --organization --role-name cartostream",
            "  cartostream jobs submit --account 123456789012 --type ec2.instance",
            "  cartostream jobs list"
        })
public final class JobsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    private final CommandSession session;

    JobsCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "submit or list?");
    }

    @Command(
            name = "submit",
            header = "Send one job per account to sync-jobs.",
            footer = {
                "",
                "Examples:",
                "  cartostream jobs submit --accounts accounts.txt --role-name cartostream --external-id 7f3a",
                "  cartostream jobs submit --project my-project,other-project"
            })
    int submit(
            @Option(names = "--account", paramLabel = "ID", split = ",", description = "AWS: an account. Repeatable.")
                    List<String> ids,
            @Mixin AccountOptions accounts,
            @Mixin SelectionOptions selection,
            @Mixin ConnectionOptions cloud) {
        return new JobSubmission(session, cloud).run(ids == null ? new ArrayList<>() : ids, accounts, selection);
    }

    @Command(
            name = "list",
            header = "List jobs and whether they were served.",
            footer = {"", "Example:", "  cartostream jobs list --waiting"})
    int list(
            @Option(names = "--waiting", description = "Only those that no worker has finished.") boolean waiting,
            @Mixin FormatOption format) {
        return new JobList(session).run(waiting, format.chosen(session));
    }
}
