package io.cartostream.models.compile;

import com.fasterxml.jackson.databind.JsonNode;
import io.cartostream.contract.EntityKey;
import io.cartostream.models.declaration.RelationshipDeclaration;
import io.cartostream.models.fact.AssertionRole;
import io.cartostream.models.fact.Fact;
import io.cartostream.models.fact.Fact.LookupFact;
import io.cartostream.models.fact.Fact.RelationshipFact;
import io.cartostream.models.fact.FactAssertion;
import io.cartostream.models.fact.LookupKey;
import io.cartostream.models.fact.PropertyValue;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One relationship of a node: to a node known by identity, or to every node with the wanted values. */
final class RelationshipPlan {
    private final int number;
    private final RelationshipDeclaration declaration;
    private final String shape;
    private final AssertionRole role;
    private final boolean direct;
    private final boolean repeatable;
    private final Match[] matches;
    private final @Nullable CompiledValue when;
    private final PropertyPlan[] properties;
    private final FactAssertion bare;
    private final FactAssertion bareOfOtherAccount;

    /** The compiled parts of the declaration. */
    @SuppressWarnings("ArrayRecordComponent")
    record Parts(
            int number,
            String shape,
            AssertionRole role,
            boolean direct,
            boolean inLoop,
            Match[] matches,
            @Nullable CompiledValue when,
            PropertyPlan[] properties) {}

    /** One property of the target, and the source of its wanted value. */
    record Match(String property, CompiledValue source, ValueConversion conversion, String path) {

        /** Adds the wanted value. Returns false for an empty text, which is no value. */
        boolean put(JsonNode value, SortedMap<String, PropertyValue> wanted) {
            if (value.isTextual() && value.textValue().isEmpty()) {
                return false;
            }
            wanted.put(property, conversion.convert(value, path));
            return true;
        }
    }

    RelationshipPlan(RelationshipDeclaration declaration, Parts parts) {
        this.number = parts.number();
        this.declaration = declaration;
        this.shape = parts.shape();
        this.role = parts.role();
        this.direct = parts.direct();
        this.repeatable = parts.inLoop();
        this.matches = parts.matches();
        this.when = parts.when();
        this.properties = parts.properties();
        this.bare = new FactAssertion(shape, role, true, Collections.emptySortedSet(), Collections.emptySortedMap());
        this.bareOfOtherAccount =
                new FactAssertion(shape, role, false, Collections.emptySortedSet(), Collections.emptySortedMap());
    }

    String declaration() {
        return shape;
    }

    /** Adds the relationship. A target that cannot be read makes the declaration unread. */
    void emit(EvaluationFrame frame, EntityKey.Node anchor, FactCollector out) {
        try {
            emitAll(frame, anchor, out);
        } catch (PayloadMismatchException e) {
            out.unread(List.of(shape), e);
        }
    }

    private void emitAll(EvaluationFrame frame, EntityKey.Node anchor, FactCollector out) {
        if (when != null && !CompiledValue.truth(when.read(frame))) {
            return;
        }
        if (matches.length > 1) {
            emitLookups(frame, anchor, out);
            return;
        }
        Match match = matches[0];
        JsonNode value = match.source().read(frame);
        if (value == null) {
            return;
        }
        FactAssertion assertion = assertion(frame, out);
        if (value.isArray()) {
            for (JsonNode element : value) {
                if (!element.isNull()) {
                    fact(anchor, match, element, assertion, out, true);
                }
            }
        } else {
            fact(anchor, match, value, assertion, out, repeatable);
        }
    }

    /** Several properties must match. At most one of them is a list: each of its elements makes a lookup with the single values. */
    private void emitLookups(EvaluationFrame frame, EntityKey.Node anchor, FactCollector out) {
        SortedMap<String, PropertyValue> wanted = new TreeMap<>();
        Match several = null;
        JsonNode list = null;
        for (Match match : matches) {
            JsonNode value = match.source().read(frame);
            if (value == null) {
                return;
            }
            if (value.isArray()) {
                if (several != null) {
                    throw new PayloadMismatchException(
                            match.path(), "a second list beside " + several.path() + " in one comparison");
                }
                several = match;
                list = value;
            } else if (!match.put(value, wanted)) {
                return;
            }
        }
        FactAssertion assertion = assertion(frame, out);
        if (several == null || list == null) {
            lookup(anchor, wanted, assertion, out, repeatable);
            return;
        }
        for (JsonNode element : list) {
            if (!element.isNull() && several.put(element, wanted)) {
                lookup(anchor, wanted, assertion, out, true);
            }
        }
    }

    private void fact(
            EntityKey.Node anchor,
            Match match,
            JsonNode value,
            FactAssertion assertion,
            FactCollector out,
            boolean mayRepeat) {
        if (!direct) {
            SortedMap<String, PropertyValue> wanted = new TreeMap<>();
            if (match.put(value, wanted)) {
                lookup(anchor, wanted, assertion, out, mayRepeat);
            }
            return;
        }
        String id = NodePlan.idOf(value, match.path());
        if (id != null) {
            EntityKey.Node other = new EntityKey.Node(declaration.label(), id);
            EntityKey.Relationship key = declaration.outward()
                    ? new EntityKey.Relationship(declaration.type(), anchor, other)
                    : new EntityKey.Relationship(declaration.type(), other, anchor);
            add(new RelationshipFact(key, assertion), out, mayRepeat);
        }
    }

    private void lookup(
            EntityKey.Node anchor,
            SortedMap<String, PropertyValue> wanted,
            FactAssertion assertion,
            FactCollector out,
            boolean mayRepeat) {
        LookupKey key = new LookupKey(declaration.label(), wanted);
        add(new LookupFact(declaration.type(), anchor, declaration.outward(), key, assertion), out, mayRepeat);
    }

    private void add(Fact fact, FactCollector out, boolean mayRepeat) {
        if (mayRepeat) {
            out.repeatable(number, fact);
        } else {
            out.single(fact);
        }
    }

    private FactAssertion assertion(EvaluationFrame frame, FactCollector out) {
        boolean ownAccount = out.ownAccount();
        if (properties.length == 0) {
            return ownAccount ? bare : bareOfOtherAccount;
        }
        SortedMap<String, @Nullable PropertyValue> values = new TreeMap<>();
        for (PropertyPlan property : properties) {
            values.put(property.name(), property.read(frame, out));
        }
        return new FactAssertion(shape, role, ownAccount, Collections.emptySortedSet(), values);
    }
}
