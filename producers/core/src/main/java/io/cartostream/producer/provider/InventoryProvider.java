package io.cartostream.producer.provider;

import io.cartostream.producer.ErrorClassifier;
import io.cartostream.producer.InventorySource;
import io.cartostream.producer.PageTokens;
import io.cartostream.producer.catalogue.ResourceType;
import java.util.Collection;
import java.util.Optional;

/**
 * Everything that is particular to one provider of inventory. A module that registers an implementation for
 * {@link java.util.ServiceLoader} is found by every program; no other module changes.
 *
 * <p>The provider's catalogue is the {@code *.yaml} files in the resource folder {@code catalogue} beside the implementing class.
 * Implementations have no state and are safe for use by many threads.
 */
public interface InventoryProvider {

    /** The provider's name in scopes, in the catalogue and in recorded answers. Lower case, unique. */
    String name();

    /** What the provider's error codes mean, for live calls and recorded answers. */
    ErrorClassifier errors();

    /** How the provider's answers announce a further page, for live calls and recorded answers. */
    PageTokens pageTokens();

    /**
     * Why this provider cannot read that type of a user's catalogue; empty if it can. Calls no service.
     *
     * @param type a type of this provider
     */
    Optional<String> problem(ResourceType type);

    /**
     * A source that reads one account. It calls no service before {@link InventorySource#discover}.
     *
     * @throws IllegalArgumentException if the request cannot be served, with a message for people
     */
    InventorySource open(AccountRequest request, ConnectionSettings connection, SourceContext context);

    /** The least that a reader of these types must be allowed to do, in the form that the provider's own tools take. */
    String readerPolicy(Collection<ResourceType> types);
}
