package io.cartostream.engine.node;

import io.cartostream.engine.codec.ByteReader;
import io.cartostream.engine.codec.ByteWriter;
import io.cartostream.engine.codec.CompositeKeys;
import io.cartostream.engine.store.SortedStore;
import io.cartostream.models.fact.FactSource;
import io.cartostream.models.fact.FactSource.Lookup;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The lookups that a partition's nodes are published under: those of the models in force, and every earlier one. */
final class LookupsInForce {
    /** Key in the work store: the lookups in force; missing only in a new partition. */
    private static final String LOOKUPS_IN_FORCE = "l";
    /** Key in the work store: present if places are held since the partition's first entry. */
    private static final String PLACES_HELD = "p";

    private static final byte[] YES = {1};

    private final Set<Lookup> lookups;
    private final SortedStore memory;
    private final CarrierPublisher carriers;
    private final NodePlaces places;
    private final PresenceFanOut fanOuts;
    private boolean checked;

    LookupsInForce(
            FactSource models,
            SortedStore memory,
            CarrierPublisher carriers,
            NodePlaces places,
            PresenceFanOut fanOuts) {
        this.lookups = models.lookups();
        this.memory = memory;
        this.carriers = carriers;
        this.places = places;
        this.fanOuts = fanOuts;
    }

    /**
     * On the first call after a start: if there are new lookups, publishes all nodes again. Keeps every earlier lookup,
     * because facts that the models in force no longer yield, such as those of frozen types, still use it.
     */
    void check() {
        if (checked) {
            return;
        }
        checked = true;
        if (memory.get(LOOKUPS_IN_FORCE) == null) { // a new partition
            memory.put(PLACES_HELD, YES);
        }
        if (memory.get(PLACES_HELD) != null) {
            places.trust();
        }
        byte[] encoded = memory.get(LOOKUPS_IN_FORCE);
        SortedSet<String> before = encoded == null ? new TreeSet<>() : decode(encoded);
        SortedSet<String> all = new TreeSet<>(before);
        lookups.forEach(lookup -> all.add(CompositeKeys.join(
                lookup.label(), CompositeKeys.join(lookup.properties().toArray(String[]::new)))));
        for (String lookup : all) {
            List<String> parts = CompositeKeys.split(lookup);
            carriers.lookUp(new Lookup(parts.get(0), CompositeKeys.split(parts.get(1))));
        }
        if (encoded == null || !all.equals(before)) {
            ByteWriter writer = ByteWriter.versioned().number(all.size());
            all.forEach(writer::text);
            memory.put(LOOKUPS_IN_FORCE, writer.toBytes());
            if (encoded != null) {
                fanOuts.republishAll();
            }
        }
    }

    private static SortedSet<String> decode(byte[] encoded) {
        ByteReader reader = ByteReader.versioned(encoded);
        int size = reader.count();
        SortedSet<String> lookups = new TreeSet<>();
        for (int i = 0; i < size; i++) {
            lookups.add(reader.text());
        }
        return lookups;
    }
}
