package io.cartostream.producer.catalogue;

import java.util.Set;

/**
 * How a service is called and its answers are read, where that does not follow from the API's names.
 *
 * @param name the part of the provider's client library that calls the service
 * @param encodedFields fields, at any depth of an answer, whose text is URL-encoded JSON and is decoded
 */
public record ClientModule(String name, Set<String> encodedFields) {

    /** Copies its set. */
    public ClientModule {
        encodedFields = Set.copyOf(encodedFields);
    }
}
