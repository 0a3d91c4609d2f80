package io.cartostream.producer.provider;

import io.cartostream.producer.catalogue.Catalogue;
import io.cartostream.producer.catalogue.CatalogueException;
import io.cartostream.producer.catalogue.CatalogueFolder;
import io.cartostream.producer.catalogue.ResourceType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The providers that a program can read, by name. Immutable. */
public final class InventoryProviders {

    private static final String FOLDER = "catalogue";

    private final Map<String, InventoryProvider> byName;

    private InventoryProviders(Map<String, InventoryProvider> byName) {
        this.byName = byName;
    }

    /** Every provider on the class path. */
    public static InventoryProviders load() {
        return of(ServiceLoader.load(InventoryProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList());
    }

    /** These providers; an {@link IllegalArgumentException} names one that is given twice. */
    public static InventoryProviders of(Collection<? extends InventoryProvider> providers) {
        Map<String, InventoryProvider> byName = new TreeMap<>();
        for (InventoryProvider provider : providers) {
            if (byName.put(provider.name(), provider) != null) {
                throw new IllegalArgumentException("two modules register the provider '" + provider.name() + "'");
            }
        }
        return new InventoryProviders(byName);
    }

    /** The providers' names, sorted. */
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /** The provider of that name. */
    public Optional<InventoryProvider> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The provider of that name; an {@link IllegalArgumentException} if there is none. */
    public InventoryProvider get(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "no producer reads provider '" + name + "'; known are " + String.join(", ", names())));
    }

    /**
     * The catalogue that the providers bring.
     *
     * @throws CatalogueException naming file, line and reason
     */
    public Catalogue catalogue() {
        List<ResourceType> types = new ArrayList<>();
        for (InventoryProvider provider : byName.values()) {
            for (String file : ResourceListing.files(provider.getClass(), FOLDER)) {
                if (file.endsWith(".yaml")) {
                    types.addAll(read(provider, file));
                }
            }
        }
        return Catalogue.of(types);
    }

    private static List<ResourceType> read(InventoryProvider provider, String file) {
        String name = provider.name() + "/" + FOLDER + "/" + file;
        try (InputStream yaml = provider.getClass().getResourceAsStream(FOLDER + "/" + file)) {
            if (yaml == null) {
                throw new IllegalStateException("the resource " + name + " is missing from the class path");
            }
            return Catalogue.read(name, yaml).types();
        } catch (IOException e) {
            throw new CatalogueException(name + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * The same catalogue with a user's files merged over it. A file with an error leaves out its own types only.
     *
     * @throws CatalogueException if the folder cannot be listed
     */
    public CatalogueFolder.Merged catalogue(Path folder) {
        return CatalogueFolder.merge(catalogue(), folder, this::problem);
    }

    private Optional<String> problem(ResourceType type) {
        Optional<InventoryProvider> provider = find(type.provider());
        return provider.isEmpty()
                ? Optional.of(
                        "no producer reads provider '" + type.provider() + "'; known are " + String.join(", ", names()))
                : provider.get().problem(type);
    }
}
