package io.cartostream.cli.sync;

import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.CommandSession;
import io.cartostream.producer.catalogue.Catalogue;
import io.cartostream.producer.catalogue.CatalogueException;
import io.cartostream.producer.catalogue.CatalogueFolder;
import io.cartostream.producer.provider.InventoryProviders;
import java.nio.file.Path;

/** Loads the catalogue of this run: the providers' own, and the user's folder if there is one. */
public final class CatalogueLoader {

    private CatalogueLoader() {}

    /**
     * The catalogue; each file of the user's folder that cannot be used is reported on the error output.
     *
     * @throws CommandFailure in one line, if the folder cannot be read
     */
    public static Catalogue load(CommandSession session, InventoryProviders providers) {
        Path folder = session.settings().catalogueFolder();
        if (folder == null) {
            return providers.catalogue();
        }
        CatalogueFolder.Merged merged;
        try {
            merged = providers.catalogue(session.surroundings().directory().resolve(folder));
        } catch (CatalogueException e) {
            throw CommandFailure.usage("catalogue.folder: " + e.getMessage());
        }
        merged.problems()
                .forEach(problem -> session.err().println("catalogue: " + problem + " (this file is left out)"));
        session.err().flush();
        return merged.catalogue();
    }
}
