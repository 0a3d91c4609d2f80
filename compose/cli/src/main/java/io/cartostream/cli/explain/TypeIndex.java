package io.cartostream.cli.explain;

import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.CommandSession;
import io.cartostream.cli.session.NameSuggestions;
import io.cartostream.cli.sync.CatalogueLoader;
import io.cartostream.models.ModelException;
import io.cartostream.models.ModelSet;
import io.cartostream.models.declaration.TypeDeclaration;
import io.cartostream.producer.catalogue.Catalogue;
import io.cartostream.producer.catalogue.ResourceType;
import io.cartostream.producer.provider.InventoryProviders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The resource types of the catalogue and of the models, joined by provider and name. */
final class TypeIndex {

    private final Map<String, TypeExplanation> types = new TreeMap<>();

    /**
     * Loads the catalogue and the models.
     *
     * @param userModels folder with the user's models; null for none
     */
    static TypeIndex load(CommandSession session, @Nullable Path userModels) {
        Catalogue catalogue = CatalogueLoader.load(session, InventoryProviders.load());
        try {
            Path folder = userModels == null
                    ? null
                    : session.surroundings().directory().resolve(userModels);
            ModelSet models = ModelSet.load(folder, false);
            models.problems().forEach(problem -> session.err().println(problem));
            session.err().flush();
            return new TypeIndex(catalogue.types(), models.types(), models.userTypes());
        } catch (ModelException e) {
            throw CommandFailure.failed(String.valueOf(e.getMessage()), e);
        }
    }

    TypeIndex(
            Collection<ResourceType> catalogue,
            Collection<TypeDeclaration> models,
            Collection<TypeDeclaration> userModels) {
        Set<TypeDeclaration> users = new HashSet<>(userModels);
        Map<String, ResourceType> read = new TreeMap<>();
        catalogue.forEach(type -> read.put(type.provider() + "/" + type.name(), type));
        for (TypeDeclaration model : models) {
            String key = model.provider() + "/" + model.name();
            types.put(
                    key,
                    new TypeExplanation(
                            model.provider(), model.name(), read.remove(key), model, !users.contains(model)));
        }
        read.forEach(
                (key, type) -> types.put(key, new TypeExplanation(type.provider(), type.name(), type, null, true)));
    }

    /** All types, by provider and name. */
    List<TypeExplanation> all() {
        return List.copyOf(types.values());
    }

    /** The types of a provider; a {@link CommandFailure} if it has none. */
    List<TypeExplanation> ofProvider(String provider) {
        List<TypeExplanation> found = types.values().stream()
                .filter(type -> type.provider().equals(provider))
                .toList();
        if (found.isEmpty()) {
            Set<String> known =
                    types.values().stream().map(TypeExplanation::provider).collect(Collectors.toSet());
            throw CommandFailure.failed(
                    "no resource type of provider '" + provider + "'" + NameSuggestions.hint(provider, known));
        }
        return found;
    }

    /** The type with this name, or {@code provider/name}; a {@link CommandFailure} with a suggestion if there is none. */
    TypeExplanation get(String name) {
        List<TypeExplanation> found = new ArrayList<>();
        types.forEach((key, type) -> {
            if (key.equals(name) || type.name().equals(name)) {
                found.add(type);
            }
        });
        if (found.isEmpty()) {
            List<String> names =
                    types.values().stream().map(TypeExplanation::name).toList();
            throw CommandFailure.failed("no resource type '" + name + "'" + NameSuggestions.hint(name, names)
                    + ". `cartostream types` lists them.");
        }
        if (found.size() > 1) {
            throw CommandFailure.failed("several providers have a type '" + name + "': write "
                    + found.stream()
                            .map(type -> type.provider() + "/" + type.name())
                            .collect(Collectors.joining(" or ")));
        }
        return found.get(0);
    }
}
