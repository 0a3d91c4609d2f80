package io.cartostream.patterns.schema;

/**
 * A resource type that supplies a part of the graph; as text {@code aws/iam.role}. The account's node is supplied by
 * {@code <provider>/account}.
 */
public record SupplyType(String provider, String name) implements Comparable<SupplyType> {

    /** The service of the types that derivations publish. */
    public static final String DERIVED = "derived.";

    /** The derivation that publishes the type; empty if none does. */
    public String derivation() {
        return name.startsWith(DERIVED) ? name.substring(DERIVED.length()) : "";
    }

    @Override
    public int compareTo(SupplyType other) {
        int byProvider = provider.compareTo(other.provider);
        return byProvider != 0 ? byProvider : name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return provider + "/" + name;
    }
}
