package io.cartostream.models.fact;

import io.cartostream.contract.Scope;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The models as the engine sees them: a pure function from payload to facts. Implementations are
 * immutable and safe for use by many threads.
 */
public interface FactSource {

    /**
     * The facts that a resource asserts, at most one per entity and declaration: of two items of the payload with one id, one
     * is taken as a whole. A part that is not as the model expects it yields nothing, and the rest is taken.
     *
     * @param payload the raw payload, JSON
     * @throws PayloadException if the payload is not JSON or not as the model expects it, or no model covers the type
     */
    List<Fact> factsOf(Scope scope, String resourceId, String payload) throws PayloadException;

    /**
     * As {@link #factsOf(Scope, String, String)}, and with it which parts of the payload were refused. By default none is.
     *
     * @throws PayloadException in the same cases
     */
    default DerivedFacts derive(Scope scope, String resourceId, String payload) throws PayloadException {
        return DerivedFacts.complete(factsOf(scope, resourceId, payload));
    }

    /**
     * The facts that the scope itself asserts while it is collected: account and region nodes.
     *
     * @throws PayloadException if no sound model yields them; the known facts are kept
     */
    List<Fact> factsOf(Scope scope) throws PayloadException;

    /** The labels and properties by which relationships look up nodes. */
    Set<Lookup> lookups();

    /** Where a completed sync of the type is recorded in the graph; null if no sound model names the place. */
    @Nullable
    SyncRecord syncRecordOf(Scope scope);

    /** Fingerprint of all models, functions and lookups in force. */
    String epoch();

    /**
     * What nodes are looked up by: {@link LookupKey} without values.
     *
     * @param label any label that a node carries
     * @param properties the compared properties, sorted; all must match
     */
    record Lookup(String label, List<String> properties) {
        /** Sorts the properties. Without any, throws {@link IllegalArgumentException}. */
        public Lookup {
            properties = properties.stream().sorted().distinct().toList();
            if (properties.isEmpty()) {
                throw new IllegalArgumentException("nodes are looked up by one property at least (" + label + ")");
            }
        }

        /** By these properties. */
        public Lookup(String label, String... properties) {
            this(label, List.of(properties));
        }
    }

    /**
     * The parts of Cartography's {@code ModuleSyncMetadata} node: id = {@code grouptype_groupid_syncedtype}.
     *
     * @param groupType label of the account's node, e.g. {@code AWSAccount}
     * @param groupId the account
     * @param syncedType e.g. {@code AWSEC2Instance}
     */
    record SyncRecord(String groupType, String groupId, String syncedType) {}
}
