package io.cartostream.models.declaration;

import io.cartostream.yaml.SourceLocation;

/**
 * What a provider's scopes themselves yield: the account's node.
 *
 * @param at where it is declared
 * @param provider {@code aws}…
 * @param groupType the account's label in {@code ModuleSyncMetadata}
 * @param body the nodes; expressions may only use {@code $provider}, {@code $account} and {@code $region}
 * @param canonical differs exactly if the declaration differs
 */
public record AccountDeclaration(
        SourceLocation at, String provider, String groupType, ItemDeclaration body, String canonical) {}
