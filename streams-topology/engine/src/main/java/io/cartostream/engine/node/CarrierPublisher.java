package io.cartostream.engine.node;

import io.cartostream.contract.EntityKey;
import io.cartostream.engine.change.Provenance;
import io.cartostream.engine.message.LookupMessage.CarrierChanged;
import io.cartostream.engine.message.LookupText;
import io.cartostream.models.fact.FactSource.Lookup;
import io.cartostream.models.fact.LookupKey;
import io.cartostream.models.fact.PropertyValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Publishes the lookup values that nodes carry to the lookup stage. */
final class CarrierPublisher {
    private final NodeOutput output;
    private final Map<String, List<List<String>>> propertiesByLabel = new TreeMap<>();

    CarrierPublisher(NodeOutput output) {
        this.output = output;
    }

    /** Publishes nodes of the lookup's label under its properties, too. */
    void lookUp(Lookup lookup) {
        propertiesByLabel
                .computeIfAbsent(lookup.label(), label -> new ArrayList<>())
                .add(lookup.properties());
    }

    /** The lookup keys that a node in this state carries. */
    SortedSet<String> carriedBy(MergedState state) {
        SortedSet<String> carried = new TreeSet<>();
        for (String label : state.labels()) {
            for (List<String> properties : propertiesByLabel.getOrDefault(label, List.of())) {
                SortedMap<String, PropertyValue> values = new TreeMap<>();
                for (String property : properties) {
                    PropertyValue value = state.properties().get(property);
                    if (value != null) {
                        values.put(property, value);
                    }
                }
                if (values.size() == properties.size()) {
                    carried.add(LookupText.of(new LookupKey(label, values)));
                }
            }
        }
        return carried;
    }

    /** Publishes the difference between what a node carried and what it carries now. */
    void publish(EntityKey.Node key, SortedSet<String> before, SortedSet<String> now, Provenance provenance) {
        for (String lookup : now) {
            if (!before.contains(lookup)) {
                output.toLookup(lookup, new CarrierChanged(key, true, provenance));
            }
        }
        for (String lookup : before) {
            if (!now.contains(lookup)) {
                output.toLookup(lookup, new CarrierChanged(key, false, provenance));
            }
        }
    }
}
