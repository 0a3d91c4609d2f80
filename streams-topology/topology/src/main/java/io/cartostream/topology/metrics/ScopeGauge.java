package io.cartostream.topology.metrics;

/** What is shown of each scope, as attributes of an MBean of its own. */
public enum ScopeGauge {
    /** Known resources. */
    RESOURCES("Resources", "resources known in the scope"),
    /** Age of the inventory. */
    AGE(
            "CompleteAgeSeconds",
            "how long ago the last complete sync started: the lag of the scope's inventory behind the cloud; -1 if none ever"
                    + " completed. Alert above two or three sync intervals"),
    /** Whether it is stale. */
    STALE(
            "Stale",
            "1 while the last sync failed, was partial or void; `cartostream scopes` says why. Nothing is deleted meanwhile"),
    /** Whether the brake holds a retraction. */
    HELD("Held", "1 while the brake holds a retraction: confirm it, or wait for a second complete sync"),
    /** Size of what is held. */
    HELD_RETRACTIONS("HeldRetractions", "how many resources the held retraction would remove"),
    /** Whether it is retired. */
    RETIRED("Retired", "1 once the scope is no longer collected"),
    /** Payloads that changed. */
    CHANGED("ChangedTotal", "payloads that were new or changed, since this instance shows the scope"),
    /** Retracted resources. */
    RETRACTED("RetractedTotal", "resources that were removed or retracted, since this instance shows the scope"),
    /** Dead letters. */
    DEAD_LETTERS("DeadLettersTotal", "dead letters of the scope's records, since this instance shows the scope");

    private final String attribute;
    private final String description;

    ScopeGauge(String attribute, String description) {
        this.attribute = attribute;
        this.description = description;
    }

    /** The attribute's name. */
    public String attribute() {
        return attribute;
    }

    /** What it says, and what to do about it. */
    public String description() {
        return description;
    }
}
