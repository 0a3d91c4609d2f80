package io.cartostream.cli.policy;

import io.cartostream.cli.session.CommandSession;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the least that the reader's role must be allowed. */
@Command(
        name = "policy",
        header = "Print the least-privilege IAM policy of the chosen resource types.",
        description = "An IAM policy document for AWS; for Google Cloud the list of permissions of a custom role.",
        footer = {
            "",
            "Examples:",
            "  cartostream policy > cartostream-reader.json",
            "  cartostream policy --type ec2.instance,ec2.vpc",
            "  cartostream policy --provider gcp"
        })
public final class PolicyCommand implements Runnable {

    /** A provider with permissions. */
    enum Provider {
        aws,
        gcp
    }

    @Option(
            names = "--provider",
            paramLabel = "PROVIDER",
            defaultValue = "aws",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    Provider provider;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            split = ",",
            description = "Only for this resource type. Repeatable. Default: all of the catalogue.")
    List<String> types = new ArrayList<>();

    private final CommandSession session;

    PolicyCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public void run() {
        session.out().println(new CataloguePermissions().document(provider.name(), types));
    }
}
