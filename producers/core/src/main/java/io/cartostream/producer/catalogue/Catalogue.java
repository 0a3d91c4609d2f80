package io.cartostream.producer.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The resource types that can be collected. Immutable. */
public final class Catalogue {

    private final Map<String, ResourceType> types;

    private Catalogue(Map<String, ResourceType> types) {
        this.types = types;
    }

    /**
     * Reads one catalogue file.
     *
     * @param file its name, for errors
     * @throws CatalogueException naming file, line and reason
     */
    public static Catalogue read(String file, InputStream yaml) throws IOException {
        return of(CatalogueReader.read(file, yaml).stream()
                .map(CatalogueEntry::type)
                .toList());
    }

    /** A catalogue of these types; an {@link IllegalArgumentException} names one that is repeated or whose base is missing. */
    public static Catalogue of(Collection<ResourceType> types) {
        Map<String, ResourceType> byName = new LinkedHashMap<>();
        for (ResourceType type : types) {
            if (byName.put(type.name(), type) != null) {
                throw new IllegalArgumentException(
                        "the resource type " + type.name() + " is defined twice in the catalogue");
            }
        }
        Map<String, ResourceType> complete = new LinkedHashMap<>();
        for (ResourceType type : types) {
            String problem = problem(type, byName);
            if (problem != null) {
                throw new IllegalArgumentException(problem);
            }
            complete.put(type.name(), complete(type, byName));
        }
        return new Catalogue(complete);
    }

    /** Why a type cannot be part of a catalogue of these types; null if it can. */
    static @Nullable String problem(ResourceType type, Map<String, ResourceType> byName) {
        ResourceType.Reserved reserved = type.reserved();
        ResourceType teller = reserved == null ? null : byName.get(reserved.toldBy());
        if (reserved != null && (teller == null || teller.listing() || teller.detail() != null)) {
            return type.name() + " is reserved according to " + reserved.toldBy()
                    + ", which is not a type of the catalogue whose answer is the resource";
        }
        ResourceType at = type;
        for (int depth = 0; at.detail() != null; depth++) {
            ResourceType base = byName.get(at.detail().of());
            if (base == null) {
                return at.name() + " is a detail of " + at.detail().of() + ", which the catalogue does not have";
            }
            if (depth > byName.size() || base.regional() != at.regional()) {
                return at.name() + " cannot be a detail of " + base.name()
                        + ": one is regional and the other global, or they are details of each other";
            }
            at = base;
        }
        return null;
    }

    /** The type with the permissions of the types that are listed on the way to it. */
    private static ResourceType complete(ResourceType type, Map<String, ResourceType> byName) {
        ResourceType base =
                type.detail() == null ? null : byName.get(type.detail().of());
        return base == null ? type : type.needing(complete(base, byName));
    }

    /** All types, in the order in which they were given. */
    public List<ResourceType> types() {
        return List.copyOf(types.values());
    }

    /** The type of that name. */
    public Optional<ResourceType> find(String name) {
        return Optional.ofNullable(types.get(name));
    }

    /** The type of that name; an {@link IllegalArgumentException} if there is none. */
    public ResourceType get(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("unknown resource type '" + name + "'"));
    }

    /** The types that read that operation's answers. */
    public List<ResourceType> ofOperation(String provider, String service, String operation) {
        return types.values().stream()
                .filter(type -> type.provider().equals(provider)
                        && type.service().equals(service)
                        && type.operation().equals(operation))
                .toList();
    }

    /** All types of that provider. */
    public List<ResourceType> ofProvider(String provider) {
        return types.values().stream()
                .filter(type -> type.provider().equals(provider))
                .toList();
    }

    /**
     * The provider's types of these names; all if there are no names.
     *
     * @throws IllegalArgumentException naming the unknown one and the known ones
     */
    public List<ResourceType> select(String provider, Collection<String> names) {
        List<ResourceType> all = ofProvider(provider);
        for (String name : names) {
            if (all.stream().noneMatch(type -> type.name().equals(name))) {
                Optional<ResourceType> elsewhere = find(name);
                if (elsewhere.isPresent()) {
                    throw new IllegalArgumentException("resource type '" + name + "' is of provider "
                            + elsewhere.get().provider() + ", not of " + provider);
                }
                throw new IllegalArgumentException("unknown resource type '" + name + "' for " + provider
                        + "; known are "
                        + String.join(", ", all.stream().map(ResourceType::name).toList()));
            }
        }
        return names.isEmpty()
                ? all
                : all.stream().filter(type -> names.contains(type.name())).toList();
    }
}
