package io.cartostream.topology.metrics;

/** What is shown of each scope, as attributes of one MBean for each scope. */
public enum ScopeGauge implements MetricAttribute {
    RESOURCES("Resources", "resources known in the scope"),
    AGE(
            "CompleteAgeSeconds",
            "how long ago the last complete sync started: the lag of the scope's inventory behind the cloud; -1 if none ever"
                    + " completed. Alert above two or three sync intervals"),
    STALE(
            "Stale",
            "1 while the last sync failed, was partial or void; `cartostream scopes` says why. Nothing is deleted meanwhile"),
    PARTLY_READ(
            "PartlyRead",
            "1 while the last sync completed, but could not read some of the resources that it saw (denied, throttled, too large):"
                    + " their known facts are kept; `cartostream scopes` gives the causes"),
    UNREADABLE("UnreadableResources", "how many resources the last complete sync could not read"),
    UNREADABLE_DENIED("UnreadableDenied", "how many of these were unreadable because access was denied"),
    HELD("Held", "1 while the brake holds a retraction: confirm it, or wait for a second complete sync"),
    HELD_RETRACTIONS("HeldRetractions", "how many resources the held retraction would remove"),
    RETIRED("Retired", "1 once the scope is no longer collected"),
    CHANGED("ChangedTotal", "payloads that were new or changed, since this instance shows the scope"),
    RETRACTED("RetractedTotal", "resources that were removed or retracted, since this instance shows the scope"),
    DEAD_LETTERS("DeadLettersTotal", "dead letters of the scope's records, since this instance shows the scope");

    private final String attribute;
    private final String description;

    ScopeGauge(String attribute, String description) {
        this.attribute = attribute;
        this.description = description;
    }

    @Override
    public String attribute() {
        return attribute;
    }

    @Override
    public String description() {
        return description;
    }
}
