package io.cartostream.cli.policy;

import io.cartostream.cli.session.CommandFailure;
import io.cartostream.producer.catalogue.Catalogue;
import io.cartostream.producer.provider.InventoryProviders;
import java.util.List;

/** The least that a reader of some resource types must be allowed to do. */
final class CataloguePermissions {

    private final InventoryProviders providers;
    private final Catalogue catalogue;

    CataloguePermissions(InventoryProviders providers, Catalogue catalogue) {
        this.providers = providers;
        this.catalogue = catalogue;
    }

    /** The provider's own document for these types; for all types of the provider if there are no names. */
    String document(String provider, List<String> names) {
        try {
            return providers.get(provider).readerPolicy(catalogue.select(provider, names));
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(String.valueOf(e.getMessage()));
        }
    }
}
