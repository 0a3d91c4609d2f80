package io.cartostream.producer.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The resource types that can be collected. Immutable. */
public final class Catalogue {

    private static final List<String> BUILT_IN = List.of(
            "aws-ec2.yaml",
            "aws-autoscaling.yaml",
            "aws-elb.yaml",
            "aws-elbv2.yaml",
            "aws-iam.yaml",
            "aws-organizations.yaml",
            "aws-resourcegroupstaggingapi.yaml",
            "aws-s3.yaml",
            "aws-s3control.yaml",
            "aws-sts.yaml",
            "gcp-storage.yaml");

    private final Map<String, ResourceType> types;

    private Catalogue(Map<String, ResourceType> types) {
        this.types = types;
    }

    /** What comes with the product. */
    public static Catalogue builtIn() {
        List<ResourceType> types = new ArrayList<>();
        for (String file : BUILT_IN) {
            try (InputStream yaml = Catalogue.class.getResourceAsStream(file)) {
                if (yaml == null) {
                    throw new IllegalStateException("the resource " + file + " is missing from the class path");
                }
                types.addAll(CatalogueReader.read("catalogue/" + file, yaml));
            } catch (IOException e) {
                throw new CatalogueException("catalogue/" + file + " cannot be read: " + e.getMessage(), e);
            }
        }
        return of(types);
    }

    /**
     * Reads one catalogue file.
     *
     * @param file its name, for errors
     * @throws CatalogueException naming file, line and reason
     */
    public static Catalogue read(String file, InputStream yaml) throws IOException {
        return of(CatalogueReader.read(file, yaml));
    }

    /** A catalogue of these types; an {@link IllegalArgumentException} names one that stands twice or lacks its base. */
    public static Catalogue of(Collection<ResourceType> types) {
        Map<String, ResourceType> byName = new LinkedHashMap<>();
        for (ResourceType type : types) {
            if (byName.put(type.name(), type) != null) {
                throw new IllegalArgumentException(
                        "the resource type " + type.name() + " stands twice in the catalogue");
            }
        }
        Map<String, ResourceType> complete = new LinkedHashMap<>();
        for (ResourceType type : types) {
            refuseUntold(type, byName);
            complete.put(type.name(), complete(type, byName, 0));
        }
        return new Catalogue(complete);
    }

    private static void refuseUntold(ResourceType type, Map<String, ResourceType> byName) {
        ResourceType.Reserved reserved = type.reserved();
        ResourceType told = reserved == null ? null : byName.get(reserved.toldBy());
        if (reserved != null && (told == null || told.listing() || told.detail() != null)) {
            throw new IllegalArgumentException(type.name() + " is reserved as " + reserved.toldBy()
                    + " tells, which is no type of the catalogue whose answer is the resource");
        }
    }

    /** With the permissions of what is listed on the way to it. */
    private static ResourceType complete(ResourceType type, Map<String, ResourceType> byName, int depth) {
        ResourceType.Detail detail = type.detail();
        if (detail == null) {
            return type;
        }
        ResourceType base = byName.get(detail.of());
        if (base == null) {
            throw new IllegalArgumentException(
                    type.name() + " is a detail of " + detail.of() + ", which the catalogue does not have");
        }
        if (depth > byName.size() || base.regional() != type.regional()) {
            throw new IllegalArgumentException(type.name() + " cannot be a detail of " + detail.of()
                    + ": one is regional and the other global, or they are details of each other");
        }
        return type.needing(complete(base, byName, depth + 1));
    }

    /** All types, in the files' order. */
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
