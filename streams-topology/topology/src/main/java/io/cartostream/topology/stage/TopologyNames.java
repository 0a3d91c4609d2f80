package io.cartostream.topology.stage;

/** Every name in the topology. A changed name abandons its state and its committed offsets, so it requires a rebuild. */
public enum TopologyNames {
    /** Source of the scope stage. */
    READ_INVENTORY_RAW("read-inventory-raw"),
    /** Source of the node stage: facts and answers of lookups. */
    READ_FACTS("read-facts-by-node"),
    /** Source of the node stage: relationships that end here. */
    READ_RELATIONSHIPS("read-relationships-by-target"),
    /** Source of the lookup stage. */
    READ_LOOKUPS("read-lookups-by-value"),

    /** The scope stage. */
    FOLD_SCOPE("fold-scope"),
    /** The node stage. */
    RESOLVE_NODE("resolve-node"),
    /** The lookup stage. */
    MATCH_LOOKUP("match-lookup"),

    /** Sink of the scope stage: current payloads. */
    WRITE_INVENTORY_LATEST("write-inventory-latest"),
    /** Sink of the scope stage: the status of each scope. */
    WRITE_SCOPE_STATUS("write-scope-status"),
    /** Sink of the scope stage: records that cannot be processed. */
    WRITE_DEAD_LETTERS("write-inventory-raw-dlq"),
    /** Sink of the scope stage: facts that are too large for any topic. */
    WRITE_LARGE_FACTS("write-large-facts"),
    /** Sink of the node stage: states that are too large for any topic. */
    WRITE_LARGE_ENTITIES("write-large-entities"),
    /** Sink of the scope stage: the progress of a change of models. */
    TELL_GROWN("tell-grown"),
    /** Sink of the node stage: the beginning and end of long work. */
    TELL_NODE_BACKLOG("tell-node-backlog"),
    /** Sink of the lookup stage: the beginning and end of long work. */
    TELL_LOOKUP_BACKLOG("tell-lookup-backlog"),
    /** Sink of the scope stage to the node stage. */
    SEND_FACTS("send-facts"),
    /** Sink of the scope stage to the lookup stage. */
    SEND_DEMANDS("send-demands"),
    /** Sink of the node stage: the graph. */
    WRITE_GRAPH_CHANGES("write-graph-changes"),
    /** Sink of the node stage to itself, at the other end of a relationship. */
    SEND_RELATIONSHIPS("send-relationships"),
    /** Sink of the node stage to the lookup stage. */
    SEND_CARRIERS("send-carriers"),
    /** Sink of the lookup stage to the node stage. */
    SEND_ANSWERS("send-answers"),

    /** Per scope: syncs, counters, the held retraction. */
    SCOPE_STORE("scope-store"),
    /** Per resource: the last sighting. */
    SIGHTING_STORE("sighting-store"),
    /** Per resource: payload hash and facts. */
    RESOURCE_STORE("resource-store"),
    /** Sweeps in progress. */
    SCOPE_WORK_STORE("scope-work-store"),
    /** Per contributor and entity: the assertion. */
    CONTRIBUTION_STORE("contribution-store"),
    /** Per entity: the last emitted state. */
    ENTITY_STORE("entity-store"),
    /** Fan-outs of nodes in progress, and deletions to forget. */
    NODE_WORK_STORE("node-work-store"),
    /** Per lookup value: the nodes that carry it. */
    CARRIER_STORE("carrier-store"),
    /** Per lookup value: the relationships that look for it. */
    DEMAND_STORE("demand-store"),
    /** Fan-outs of lookups in progress. */
    LOOKUP_WORK_STORE("lookup-work-store");

    private final String text;

    TopologyNames(String text) {
        this.text = text;
    }

    /** The name as Kafka Streams sees it. */
    public String text() {
        return text;
    }
}
