package io.cartostream.models.declaration;

import io.cartostream.yaml.SourceLocation;
import org.jspecify.annotations.Nullable;

/**
 * What a resource type yields.
 *
 * @param at where it is declared
 * @param provider {@code aws}…
 * @param name {@code <service>.<noun>}
 * @param title a title for the documentation
 * @param operation the API operation that feeds it, {@code ec2:DescribeVpcs}
 * @param items where the items are in the operation's answer (JMESPath)
 * @param account the account that the resource belongs to, as an expression; null: the scope's
 * @param partition the ARN or the region that tells the resource's AWS partition, as an expression; null: the scope's region
 * @param syncedType the type's name in {@code ModuleSyncMetadata}
 * @param replaces whether it takes the place of a built-in declaration of the same type
 * @param body what a resource yields
 * @param canonical differs exactly if the declaration differs
 */
public record TypeDeclaration(
        SourceLocation at,
        String provider,
        String name,
        String title,
        String operation,
        String items,
        @Nullable String account,
        @Nullable String partition,
        String syncedType,
        boolean replaces,
        ItemDeclaration body,
        String canonical) {}
