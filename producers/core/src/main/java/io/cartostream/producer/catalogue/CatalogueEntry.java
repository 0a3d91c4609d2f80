package io.cartostream.producer.catalogue;

import io.cartostream.yaml.SourceLocation;

/** A resource type and where it is defined. */
record CatalogueEntry(ResourceType type, SourceLocation at) {

    CatalogueException error(String reason) {
        return new CatalogueException(at, reason);
    }
}
