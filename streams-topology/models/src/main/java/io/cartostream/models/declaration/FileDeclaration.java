package io.cartostream.models.declaration;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one model file says.
 *
 * @param account the provider's account declaration; null if the file has none
 * @param types the sound type declarations
 * @param frozen what has an error in its declaration: {@code provider/type}, or {@code provider/account}
 */
public record FileDeclaration(@Nullable AccountDeclaration account, List<TypeDeclaration> types, Set<String> frozen) {}
