package io.cartostream.cli.sync;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which accounts: shared by sync and jobs. */
final class AccountOptions {

    @Option(
            names = "--accounts",
            paramLabel = "FILE",
            description = "AWS: a file of accounts, one per line: ID[,ROLE[,EXTERNAL-ID]]; # starts a comment.")
    @Nullable
    Path accounts;

    @Option(
            names = "--organization",
            description = "AWS: every active account of the organization that the credentials can list.")
    boolean organization;

    @Option(
            names = "--role-name",
            paramLabel = "NAME",
            description = "AWS: the role to assume in each of the accounts.")
    @Nullable
    String roleName;

    @Option(names = "--external-id", paramLabel = "ID", description = "AWS: the external id that the role demands.")
    @Nullable
    String externalId;

    @Option(names = "--project", paramLabel = "ID", split = ",", description = "Google Cloud: a project. Repeatable.")
    List<String> projects = new ArrayList<>();
}
