package io.cartostream.engine;

import io.cartostream.contract.EntityKey.Node;
import io.cartostream.contract.EntityKey.Relationship;
import io.cartostream.contract.Scope;
import io.cartostream.models.fact.AssertionRole;
import io.cartostream.models.fact.DerivedFacts;
import io.cartostream.models.fact.DerivedFacts.PartProblem;
import io.cartostream.models.fact.Fact;
import io.cartostream.models.fact.FactAssertion;
import io.cartostream.models.fact.FactSource;
import io.cartostream.models.fact.LookupKey;
import io.cartostream.models.fact.PayloadException;
import io.cartostream.models.fact.PropertyValue;
import io.cartostream.models.fact.PropertyValue.Text;
import io.cartostream.models.fact.PropertyValue.Whole;
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
 * Small models with every kind of fact. A payload is {@code name=value;name=value}; {@code !} cannot be read, {@code group=?}
 * cannot be read in part.
 *
 * <p>host: a Host, its Group (not its own), IN a group with a weight, TALKS to every Machine of a name, OWNED by every Group
 * of a tag, NEAR every Machine of a name and a size (both must match) and below every Open node of a tag and a hint, LIKES
 * every node that is Public and has a colour, LINKs to every Machine of a name as well. group: a Group, which WANTS every
 * Machine of a size. link: a relationship between two hosts and, once more, the assertions of another model about the first,
 * and what enriches it.
 *
 * <p>Versions: 1 as said. 2 gives everything one more property. 3 has moved things: hosts TALK by colour instead of name, their
 * declaration has another name, and a Group is asserted by what is IN it only. 4 is broken: links and
 * accounts are frozen, payloads with size 1 cannot be read, nothing looks for tags; and syncs are recorded elsewhere.
 */
class TestModels implements FactSource {
    static final List<String> TYPES = List.of("t.host", "t.group", "t.link");
    static final String UNREADABLE = "?";
    private final String epoch;

    TestModels(String epoch) {
        this.epoch = epoch;
    }

    @Override
    public List<Fact> factsOf(Scope scope, String resourceId, String payload) throws PayloadException {
        if (epoch.equals("4") && (scope.resourceType().equals("t.link") || payload.contains(";size=1"))) {
            throw new PayloadException(PayloadException.Reason.MODEL_FROZEN, "the model has errors");
        }
        if (payload.startsWith("!")) {
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

    @Override
    public DerivedFacts derive(Scope scope, String resourceId, String payload) throws PayloadException {
        List<Fact> facts = factsOf(scope, resourceId, payload);
        return payload.contains("group=" + UNREADABLE)
                ? new DerivedFacts(
                        facts,
                        List.of(new PartProblem(PartProblem.Kind.PART_SHAPE, "at group: expected a name")),
                        Set.of("t.host#Group", "t.host#IN"))
                : DerivedFacts.complete(facts);
    }

    private void host(Scope scope, String id, Map<String, String> fields, boolean own, List<Fact> facts) {
        Node host = new Node("Host", id);
        FactAssertion asserted = assertion(
                epoch.equals("3") ? "t.host#Moved" : "t.host#Host", true, own, fields, "name", "color", "size");
        facts.add(new Fact.NodeFact(host, labelled(asserted, fields.containsKey("public"), "Machine", "Public")));
        facts.add(new Fact.RelationshipFact(
                new Relationship("HAS", new Node("Account", scope.account()), host),
                assertion("t.host#HAS", true, own, Map.of())));
        for (int i = 0; i < Integer.parseInt(fields.getOrDefault("many", "0")); i++) {
            facts.add(new Fact.NodeFact(new Node("Part", id + "/" + i), assertion("t.host#Part", true, own, Map.of())));
        }
        String group = fields.get("group");
        if (group != null && !group.equals(UNREADABLE)) {
            Node node = new Node("Group", group);
            facts.add(new Fact.NodeFact(
                    node, labelled(assertion("t.host#Group", false, own, fields, "tag", "hint"), false, "Seen", "")));
            facts.add(new Fact.RelationshipFact(
                    new Relationship("IN", host, node), assertion("t.host#IN", true, own, fields, "weight")));
        }
        String peer = fields.get("peer");
        if (peer != null) {
            LookupKey target = epoch.equals("3")
                    ? new LookupKey("Machine", "color", new Text(peer.replace('n', 'c')))
                    : new LookupKey("Machine", "name", new Text(peer));
            FactAssertion talks = assertion("t.host#TALKS", true, own, fields, "weight");
            facts.add(new Fact.LookupFact("TALKS", host, true, target, talks));
            facts.add(new Fact.LookupFact("TALKS", host, false, target, talks));
        }
        String name = fields.get("nearName");
        String size = fields.get("nearSize");
        if (name != null && size != null) {
            LookupKey near = new LookupKey(
                    "Machine", new TreeMap<>(Map.of("name", new Text(name), "size", new Whole(Long.parseLong(size)))));
            FactAssertion nearBy = assertion("t.host#NEAR", true, own, fields, "weight");
            facts.add(new Fact.LookupFact("NEAR", host, true, near, nearBy));
            LookupKey below =
                    new LookupKey("Open", new TreeMap<>(Map.of("tag", new Text(name), "hint", new Text(size))));
            if (!epoch.equals("4")) {
                facts.add(new Fact.LookupFact(
                        "BELOW", host, false, below, assertion("t.host#BELOW", true, own, Map.of())));
            }
        }
        String liked = fields.get("likes");
        if (liked != null) {
            LookupKey target = new LookupKey("Public", "color", new Text(liked));
            facts.add(new Fact.LookupFact("LIKES", host, true, target, assertion("t.host#LIKES", true, own, Map.of())));
        }
        String linked = fields.get("linked");
        if (linked != null) {
            LookupKey target = new LookupKey("Machine", "name", new Text(linked));
            FactAssertion weak = assertion("t.host#LINK", false, own, fields, "weight");
            facts.add(new Fact.LookupFact("LINK", host, true, target, weak));
        }
        String owner = fields.get("owner");
        if (owner != null && !epoch.equals("4")) {
            facts.add(new Fact.LookupFact(
                    "OWNS",
                    host,
                    false,
                    new LookupKey("Group", "tag", new Text(owner)),
                    assertion("t.host#OWNS", true, own, Map.of())));
        }
    }

    private void group(String id, Map<String, String> fields, boolean own, List<Fact> facts) {
        Node group = new Node("Group", id);
        String wanted = fields.get("wants");
        if (wanted != null) {
            LookupKey target = new LookupKey("Machine", "size", new Whole(Long.parseLong(wanted)));
            FactAssertion wants = assertion("t.group#WANTS", true, own, fields, "weight");
            facts.add(new Fact.LookupFact("WANTS", group, true, target, wants));
        }
        if (epoch.equals("3")) {
            return;
        }
        facts.add(new Fact.NodeFact(
                group,
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
        if (fields.containsKey("enriches")) {
            FactAssertion assertion = assertion("t.link#Enriched", owner, own, fields, "name", "color", "note");
            facts.add(new Fact.NodeFact(
                    from,
                    new FactAssertion(
                            assertion.shape(),
                            AssertionRole.ENRICHMENT,
                            own,
                            new TreeSet<>(Set.of("Exposed")),
                            assertion.properties())));
        }
    }

    @Override
    public List<Fact> factsOf(Scope scope) throws PayloadException {
        if (epoch.equals("4")) {
            throw new PayloadException(PayloadException.Reason.MODEL_FROZEN, "the account has errors");
        }
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
        if (epoch.equals("3")) {
            return Set.of(
                    new Lookup("Machine", "name"),
                    new Lookup("Machine", "color"),
                    new Lookup("Machine", "size"),
                    new Lookup("Machine", "name", "size"),
                    new Lookup("Open", "tag", "hint"),
                    new Lookup("Public", "color"),
                    new Lookup("Group", "tag"));
        }
        if (epoch.equals("4")) {
            return Set.of(
                    new Lookup("Machine", "name"),
                    new Lookup("Machine", "size"),
                    new Lookup("Machine", "name", "size"),
                    new Lookup("Public", "color"));
        }
        return Set.of(
                new Lookup("Machine", "name"),
                new Lookup("Machine", "size"),
                new Lookup("Machine", "name", "size"),
                new Lookup("Open", "tag", "hint"),
                new Lookup("Public", "color"),
                new Lookup("Group", "tag"));
    }

    @Override
    public @Nullable SyncRecord syncRecordOf(Scope scope) {
        return switch (epoch) {
            case "3" -> new SyncRecord("Account", scope.account(), "moved." + scope.resourceType());
            case "4" ->
                scope.resourceType().equals("t.link")
                        ? null
                        : new SyncRecord("Account", scope.account(), scope.resourceType());
            default -> new SyncRecord("Account", scope.account(), scope.resourceType());
        };
    }

    @Override
    public String epoch() {
        return epoch;
    }

    private FactAssertion assertion(
            String shape, boolean owner, boolean own, Map<String, String> fields, String... declared) {
        SortedMap<String, @Nullable PropertyValue> properties = new TreeMap<>();
        for (String name : declared) {
            String value = fields.get(name);
            properties.put(name, value == null ? null : value(name, value));
        }
        if (epoch.equals("2")) {
            properties.put("epoch", new Text(epoch));
        }
        return new FactAssertion(
                shape, owner ? AssertionRole.OWNER : AssertionRole.STUB, own, new TreeSet<>(), properties);
    }

    private static PropertyValue value(String name, String value) {
        return name.equals("size") ? new Whole(Long.parseLong(value)) : new Text(value);
    }

    private static FactAssertion labelled(
            FactAssertion assertion, boolean condition, String label, String conditional) {
        TreeSet<String> labels = new TreeSet<>();
        if (!label.isEmpty()) {
            labels.add(label);
        }
        if (condition) {
            labels.add(conditional);
        }
        return new FactAssertion(
                assertion.shape(), assertion.role(), assertion.ownAccount(), labels, assertion.properties());
    }
}
