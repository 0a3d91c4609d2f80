package io.cartostream.topology.avro;

import io.cartostream.avro.Neo4jPropertyType;
import io.cartostream.avro.Operation;
import io.cartostream.contract.EntityKey;
import io.cartostream.engine.change.GraphChange;
import io.cartostream.models.fact.PropertyValue;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Maps graph changes to the Avro record that sinks read. */
public final class AvroChanges {

    private static final long MILLIS_PER_SECOND = 1000;

    private AvroChanges() {}

    public static io.cartostream.avro.GraphChange toAvro(GraphChange change) {
        io.cartostream.avro.GraphChange avro = new io.cartostream.avro.GraphChange();
        avro.setLabels(List.of());
        avro.setProperties(Map.of());
        avro.setProvider(change.provenance().provider());
        avro.setAccount(change.provenance().account());
        avro.setSyncId(change.provenance().syncId());
        avro.setEffectiveTime(Instant.ofEpochMilli(change.provenance().effectiveTime()));
        setKey(avro, change.key());
        if (change instanceof GraphChange.NodeUpsert node) {
            avro.setOperation(Operation.NODE_UPSERT);
            avro.setLabels(node.labels());
            avro.setProperties(properties(node.properties(), node.firstSeen(), node.lastUpdated()));
        } else if (change instanceof GraphChange.RelationshipUpsert relationship) {
            avro.setOperation(Operation.RELATIONSHIP_UPSERT);
            avro.setProperties(
                    properties(relationship.properties(), relationship.firstSeen(), relationship.lastUpdated()));
        } else if (change instanceof GraphChange.Deletion deletion) {
            avro.setOperation(
                    deletion.key() instanceof EntityKey.Node ? Operation.NODE_DELETE : Operation.RELATIONSHIP_DELETE);
            avro.setReason(deletion.reason().name());
        }
        return avro;
    }

    private static void setKey(io.cartostream.avro.GraphChange avro, EntityKey key) {
        if (key instanceof EntityKey.Node node) {
            avro.setLabel(node.label());
            avro.setId(node.id());
        } else if (key instanceof EntityKey.Relationship relationship) {
            avro.setType(relationship.type());
            avro.setFromLabel(relationship.from().label());
            avro.setFromId(relationship.from().id());
            avro.setToLabel(relationship.to().label());
            avro.setToId(relationship.to().id());
        }
    }

    private static Map<String, Neo4jPropertyType> properties(
            Map<String, PropertyValue> modelled, long firstSeen, long lastUpdated) {
        Map<String, Neo4jPropertyType> properties = new HashMap<>(2 * modelled.size() + 4);
        modelled.forEach((name, value) -> properties.put(name, typed(value)));
        properties.put("firstseen", typed(new PropertyValue.Whole(firstSeen)));
        properties.put("lastupdated", typed(new PropertyValue.Whole(lastUpdated / MILLIS_PER_SECOND)));
        return properties;
    }

    static Neo4jPropertyType typed(PropertyValue value) {
        Neo4jPropertyType typed = new Neo4jPropertyType();
        if (value instanceof PropertyValue.Text text) {
            typed.setType("S");
            typed.setS(text.value());
        } else if (value instanceof PropertyValue.Whole whole) {
            typed.setType("I64");
            typed.setI64(whole.value());
        } else if (value instanceof PropertyValue.Real real) {
            typed.setType("F64");
            typed.setF64(real.value());
        } else if (value instanceof PropertyValue.Flag flag) {
            typed.setType("B");
            typed.setB(flag.value());
        } else if (value instanceof PropertyValue.Moment moment) {
            typed.setType("TZDT");
            typed.setTZDT(iso(moment));
        } else if (value instanceof PropertyValue.Listing listing) {
            setListing(typed, listing.values());
        }
        return typed;
    }

    /** Writes an empty list, whose element type is unknown, as a list of strings. */
    private static void setListing(Neo4jPropertyType typed, List<PropertyValue> values) {
        PropertyValue first = values.isEmpty() ? new PropertyValue.Text("") : values.get(0);
        if (first instanceof PropertyValue.Text) {
            typed.setType("LS");
            typed.setLS(each(values, value -> ((PropertyValue.Text) value).value()));
        } else if (first instanceof PropertyValue.Whole) {
            typed.setType("LI64");
            typed.setLI64(each(values, value -> ((PropertyValue.Whole) value).value()));
        } else if (first instanceof PropertyValue.Real) {
            typed.setType("LF64");
            typed.setLF64(each(values, value -> ((PropertyValue.Real) value).value()));
        } else if (first instanceof PropertyValue.Flag) {
            typed.setType("LB");
            typed.setLB(each(values, value -> ((PropertyValue.Flag) value).value()));
        } else if (first instanceof PropertyValue.Moment) {
            typed.setType("LZDT");
            typed.setLZDT(each(values, value -> iso((PropertyValue.Moment) value)));
        }
    }

    private static <T> List<T> each(List<PropertyValue> values, Function<PropertyValue, T> mapping) {
        List<T> mapped = new ArrayList<>(values.size());
        for (PropertyValue value : values) {
            mapped.add(mapping.apply(value));
        }
        return mapped;
    }

    private static String iso(PropertyValue.Moment moment) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(moment.value());
    }
}
