package io.cartostream.topology;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cartostream.contract.EntityKey;
import io.cartostream.contract.Scope;
import io.cartostream.models.fact.AssertionRole;
import io.cartostream.models.fact.Fact;
import io.cartostream.models.fact.FactAssertion;
import io.cartostream.models.fact.FactSource;
import io.cartostream.models.fact.LookupKey;
import io.cartostream.models.fact.PayloadException;
import io.cartostream.models.fact.PropertyValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The models of the tests: {@code test.thing} yields a node {@code Thing}, relationships {@code POINTS_AT} to things by id
 * ({@code "to"}) and {@code CALLS} to things by name ({@code "calls"}).
 */
public final class ThingModels implements FactSource {

    /** The epoch that most tests run in. */
    public static final String FIRST = "first";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String epoch;

    /** Models of the first epoch. */
    public ThingModels() {
        this(FIRST);
    }

    /** Models that, in any other epoch than the first, write it into the property {@code epoch}. */
    public ThingModels(String epoch) {
        this.epoch = epoch;
    }

    @Override
    public List<Fact> factsOf(Scope scope, String resourceId, String payload) throws PayloadException {
        if (!scope.resourceType().equals("test.thing")) {
            throw new PayloadException(PayloadException.Reason.NO_MODEL, "no model covers " + scope.resourceType());
        }
        JsonNode json = parse(payload);
        EntityKey.Node self = new EntityKey.Node("Thing", resourceId);
        List<Fact> facts = new ArrayList<>();
        SortedMap<String, @Nullable PropertyValue> properties = new TreeMap<>();
        properties.put("id", new PropertyValue.Text(resourceId));
        properties.put(
                "name",
                json.has("name") ? new PropertyValue.Text(json.get("name").asText()) : null);
        if (!epoch.equals(FIRST)) {
            properties.put("epoch", new PropertyValue.Text(epoch));
        }
        facts.add(new Fact.NodeFact(
                self,
                new FactAssertion("thing", AssertionRole.OWNER, true, new TreeSet<>(Set.of("Thing")), properties)));
        for (JsonNode to : json.path("to")) {
            facts.add(new Fact.RelationshipFact(
                    new EntityKey.Relationship("POINTS_AT", self, new EntityKey.Node("Thing", to.asText())),
                    plain("points")));
        }
        for (JsonNode name : json.path("calls")) {
            LookupKey target = new LookupKey("Thing", "name", new PropertyValue.Text(name.asText()));
            facts.add(new Fact.LookupFact("CALLS", self, true, target, plain("calls")));
        }
        return facts;
    }

    private static JsonNode parse(String payload) throws PayloadException {
        try {
            return JSON.readTree(payload);
        } catch (JsonProcessingException e) {
            throw new PayloadException(PayloadException.Reason.PAYLOAD_NOT_JSON, "not JSON");
        }
    }

    private static FactAssertion plain(String shape) {
        return new FactAssertion(shape, AssertionRole.OWNER, true, new TreeSet<>(), new TreeMap<>());
    }

    @Override
    public List<Fact> factsOf(Scope scope) {
        return List.of();
    }

    @Override
    public Set<Lookup> lookups() {
        return Set.of(new Lookup("Thing", "name"));
    }

    @Override
    public @Nullable SyncRecord syncRecordOf(Scope scope) {
        return new SyncRecord("TestAccount", scope.account(), "Thing");
    }

    @Override
    public String epoch() {
        return epoch;
    }
}
