package io.cartostream.engine;

import io.cartostream.contract.EntityKey.Node;
import io.cartostream.contract.EntityKey.Relationship;
import io.cartostream.contract.Scope;
import io.cartostream.models.fact.Assertion;
import io.cartostream.models.fact.Fact;
import io.cartostream.models.fact.FactSource;
import io.cartostream.models.fact.LookupKey;
import io.cartostream.models.fact.PayloadException;
import io.cartostream.models.fact.PropertyValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Small models with every kind of fact. A payload is {@code name=value;name=value}; {@code !} cannot be read.
 *
 * <p>host: a Host, its Group (not its own), IN a group with a weight, TALKS to every Machine of a name, OWNED by every Group
 * of a tag. group: a Group. link: a relationship between two hosts and, once more, what another model says of the first.
 */
final class TestModels implements FactSource {
    static final List<String> TYPES = List.of("t.host", "t.group", "t.link");
    private final String epoch;

    TestModels(String epoch) {
        this.epoch = epoch;
    }

    @Override
    public List<Fact> factsOf(Scope scope, String resourceId, String payload) throws PayloadException {
        if (payload.equals("!")) {
            throw new PayloadException(PayloadException.Reason.PAYLOAD_NOT_JSON, "the payload is not JSON");
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : payload.split(";")) {
            int split = field.indexOf('=');
            if (split > 0) {
                fields.put(field.substring(0, split), field.substring(split + 1));
            }
        }
        boolean own = scope.account().equals(fields.getOrDefault("account", scope.account()));
        List<Fact> facts = new ArrayList<>();
        switch (scope.resourceType()) {
            case "t.host" -> host(scope, fields.getOrDefault("id", resourceId), fields, own, facts);
            case "t.group" -> group(fields.getOrDefault("id", resourceId), fields, own, facts);
            case "t.link" -> link(fields, own, facts);
            default -> throw new PayloadException(PayloadException.Reason.NO_MODEL, "no model for the type");
        }
        return facts;
    }

    private void host(Scope scope, String id, Map<String, String> fields, boolean own, List<Fact> facts) {
        Node host = new Node("Host", id);
        Assertion asserted = assertion("t.host#Host", true, own, fields, "name", "color", "size");
        facts.add(new Fact.NodeFact(host, labelled(asserted, fields.containsKey("public"), "Machine", "Public")));
        facts.add(new Fact.RelationshipFact(
                new Relationship("HAS", new Node("Account", scope.account()), host),
                assertion("t.host#HAS", true, own, Map.of())));
        String group = fields.get("group");
        if (group != null) {
            Node node = new Node("Group", group);
            facts.add(new Fact.NodeFact(
                    node, labelled(assertion("t.host#Group", false, own, fields, "tag", "hint"), false, "Seen", "")));
            facts.add(new Fact.RelationshipFact(
                    new Relationship("IN", host, node), assertion("t.host#IN", true, own, fields, "weight")));
        }
        String peer = fields.get("peer");
        if (peer != null) {
            facts.add(new Fact.LookupFact(
                    "TALKS",
                    host,
                    true,
                    new LookupKey("Machine", "name", new PropertyValue.Text(peer)),
                    assertion("t.host#TALKS", true, own, fields, "weight")));
            facts.add(new Fact.LookupFact(
                    "TALKS",
                    host,
                    false,
                    new LookupKey("Machine", "name", new PropertyValue.Text(peer)),
                    assertion("t.host#TALKS", true, own, fields, "weight")));
        }
        String owner = fields.get("owner");
        if (owner != null) {
            facts.add(new Fact.LookupFact(
                    "OWNS",
                    host,
                    false,
                    new LookupKey("Group", "tag", new PropertyValue.Text(owner)),
                    assertion("t.host#OWNS", true, own, Map.of())));
        }
    }

    private void group(String id, Map<String, String> fields, boolean own, List<Fact> facts) {
        facts.add(new Fact.NodeFact(
                new Node("Group", id),
                labelled(
                        assertion("t.group#Group", true, own, fields, "tag", "hint", "rules"),
                        fields.containsKey("public"),
                        "",
                        "Open")));
    }

    private void link(Map<String, String> fields, boolean own, List<Fact> facts) {
        Node from = new Node("Host", fields.getOrDefault("from", "h0"));
        Node to = new Node("Host", fields.getOrDefault("to", "h0"));
        boolean owner = fields.containsKey("sure");
        facts.add(new Fact.RelationshipFact(
                new Relationship("LINK", from, to), assertion("t.link#LINK", owner, own, fields, "weight", "color")));
        if (fields.containsKey("twice")) {
            facts.add(new Fact.RelationshipFact(
                    new Relationship("LINK", from, to), assertion("t.link#LINK2", true, own, fields, "weight")));
        }
        if (fields.containsKey("also")) {
            facts.add(new Fact.NodeFact(
                    from,
                    labelled(assertion("t.link#Host", owner, own, fields, "name", "color"), false, "Linked", "")));
        }
    }

    @Override
    public List<Fact> factsOf(Scope scope) {
        Node account = new Node("Account", scope.account());
        Node region = new Node("Region", scope.region());
        return List.of(
                new Fact.NodeFact(account, assertion("scope#Account", true, true, Map.of())),
                new Fact.NodeFact(region, assertion("scope#Region", true, true, Map.of())),
                new Fact.RelationshipFact(
                        new Relationship("REGION", account, region), assertion("scope#REGION", true, true, Map.of())));
    }

    @Override
    public Set<Lookup> lookups() {
        return Set.of(new Lookup("Machine", "name"), new Lookup("Group", "tag"));
    }

    @Override
    public @Nullable SyncRecord syncRecordOf(Scope scope) {
        return new SyncRecord("Account", scope.account(), scope.resourceType());
    }

    @Override
    public String epoch() {
        return epoch;
    }

    private Assertion assertion(
            String shape, boolean owner, boolean own, Map<String, String> fields, String... declared) {
        SortedMap<String, @Nullable PropertyValue> properties = new TreeMap<>();
        for (String name : declared) {
            String value = fields.get(name);
            properties.put(name, value == null ? null : new PropertyValue.Text(value));
        }
        if (!epoch.equals("1")) {
            properties.put("epoch", new PropertyValue.Text(epoch));
        }
        return new Assertion(shape, owner, own, new TreeSet<>(), properties);
    }

    private static Assertion labelled(Assertion assertion, boolean condition, String label, String conditional) {
        TreeSet<String> labels = new TreeSet<>();
        if (!label.isEmpty()) {
            labels.add(label);
        }
        if (condition) {
            labels.add(conditional);
        }
        return new Assertion(
                assertion.shape(), assertion.owner(), assertion.ownAccount(), labels, assertion.properties());
    }
}
