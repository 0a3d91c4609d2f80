package io.cartostream.cli.policy;

import io.cartostream.cli.session.CommandSession;
import io.cartostream.cli.sync.CatalogueLoader;
import io.cartostream.producer.catalogue.Catalogue;
import io.cartostream.producer.provider.InventoryProviders;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the least that a reader must be allowed to do. */
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

    @Option(
            names = "--provider",
            paramLabel = "PROVIDER",
            defaultValue = "aws",
            completionCandidates = ProviderNames.class,
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    String provider;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            split = ",",
            description = "Only this resource type. Repeatable. Default: every type of the catalogue.")
    List<String> types = new ArrayList<>();

    /** The providers on the class path. */
    static final class ProviderNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return InventoryProviders.load().names().iterator();
        }
    }

    private final CommandSession session;

    PolicyCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public void run() {
        InventoryProviders providers = InventoryProviders.load();
        Catalogue catalogue = CatalogueLoader.load(session, providers);
        session.out().println(new CataloguePermissions(providers, catalogue).document(provider, types));
    }
}
