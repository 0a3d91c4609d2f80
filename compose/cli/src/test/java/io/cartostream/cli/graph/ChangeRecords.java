package io.cartostream.cli.graph;

import io.cartostream.avro.GraphChange;
import io.cartostream.avro.Neo4jPropertyType;
import io.cartostream.avro.Operation;
import io.cartostream.contract.EntityKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Records of graph-changes as the topology writes them: nodes of any label, relationships LINKS from a Host to a Net. */
public final class ChangeRecords {
    public static final String TOPIC = "cartostream.graph-changes";

    private ChangeRecords() {}

    public static String key(GraphChange change) {
        return change.getType() == null
                ? new EntityKey.Node(change.getLabel(), change.getId()).text()
                : new EntityKey.Relationship(
                                change.getType(),
                                new EntityKey.Node(change.getFromLabel(), change.getFromId()),
                                new EntityKey.Node(change.getToLabel(), change.getToId()))
                        .text();
    }

    public static GraphChange node(String label, String id, String name) {
        GraphChange change = change(Operation.NODE_UPSERT);
        change.setLabel(label);
        change.setId(id);
        change.setLabels(List.of(label, "Asset"));
        change.setProperties(Map.of(
                "id", text("S", id),
                "name", text("S", name),
                "seen", text("TZDT", "2026-03-01T10:11:12.5+02:00"),
                "count", typed("I64", 7L),
                "share", typed("F64", 0.5),
                "open", typed("B", true),
                "tags", typed("LS", List.of("a", "b")),
                "ports", typed("LI64", List.of(22L, 443L)),
                "none", typed("LS", List.of())));
        return change;
    }

    public static GraphChange deleted(String label, String id) {
        GraphChange change = change(Operation.NODE_DELETE);
        change.setLabel(label);
        change.setId(id);
        return change;
    }

    public static GraphChange linked(String from, String to) {
        GraphChange change = link(Operation.RELATIONSHIP_UPSERT, from, to);
        change.setProperties(Map.of("note", text("S", "a note")));
        return change;
    }

    public static GraphChange unlinked(String from, String to) {
        return link(Operation.RELATIONSHIP_DELETE, from, to);
    }

    private static GraphChange link(Operation operation, String from, String to) {
        GraphChange change = change(operation);
        change.setType("LINKS");
        change.setFromLabel("Host");
        change.setFromId(from);
        change.setToLabel("Net");
        change.setToId(to);
        return change;
    }

    private static GraphChange change(Operation operation) {
        GraphChange change = new GraphChange();
        change.setOperation(operation);
        change.setLabels(List.of());
        change.setProperties(Map.of());
        change.setProvider("aws");
        change.setAccount("123456789012");
        change.setEffectiveTime(Instant.parse("2026-03-01T10:00:00Z"));
        return change;
    }

    public static Neo4jPropertyType text(String type, String value) {
        return typed(type, value);
    }

    public static Neo4jPropertyType typed(String type, Object value) {
        Neo4jPropertyType typed = new Neo4jPropertyType();
        typed.put(Neo4jPropertyType.getClassSchema().getField(type).pos(), value);
        typed.setType(type);
        return typed;
    }
}
