package io.cartostream.models.compile;

import com.fasterxml.jackson.databind.JsonNode;
import io.cartostream.contract.EntityKey;
import io.cartostream.models.declaration.RelationshipDeclaration;
import io.cartostream.models.fact.Assertion;
import io.cartostream.models.fact.Fact;
import io.cartostream.models.fact.Fact.LookupFact;
import io.cartostream.models.fact.Fact.RelationshipFact;
import io.cartostream.models.fact.LookupKey;
import io.cartostream.models.fact.PropertyValue;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One relationship of a node: to an identity, or to whatever carries a property's value. */
final class RelationshipPlan {
    private final int number;
    private final RelationshipDeclaration declaration;
    private final String shape;
    private final boolean owner;
    private final boolean direct;
    private final boolean repeatable;
    private final Source target;
    private final Conversion conversion;
    private final @Nullable Source when;
    private final PropertyPlan[] properties;
    private final Assertion bare;
    private final Assertion bareOfOtherAccount;

    /** What a plan is made of besides its declaration. */
    record Parts(
            int number,
            String shape,
            boolean owner,
            boolean direct,
            boolean inLoop,
            Source target,
            Conversion conversion,
            @Nullable Source when,
            PropertyPlan[] properties) {}

    RelationshipPlan(RelationshipDeclaration declaration, Parts parts) {
        this.number = parts.number();
        this.declaration = declaration;
        this.shape = parts.shape();
        this.owner = parts.owner();
        this.direct = parts.direct();
        this.repeatable = parts.inLoop();
        this.target = parts.target();
        this.conversion = parts.conversion();
        this.when = parts.when();
        this.properties = parts.properties();
        this.bare = new Assertion(shape, owner, true, Collections.emptySortedSet(), Collections.emptySortedMap());
        this.bareOfOtherAccount =
                new Assertion(shape, owner, false, Collections.emptySortedSet(), Collections.emptySortedMap());
    }

    void emit(Frame frame, EntityKey.Node anchor, FactCollector out) {
        if (when != null && !Source.truth(when.read(frame))) {
            return;
        }
        JsonNode value = target.read(frame);
        if (value == null) {
            return;
        }
        Assertion assertion = assertion(frame, out.ownAccount());
        if (value.isArray()) {
            for (JsonNode element : value) {
                if (!element.isNull()) {
                    fact(anchor, element, assertion, out, true);
                }
            }
        } else {
            fact(anchor, value, assertion, out, repeatable);
        }
    }

    private void fact(
            EntityKey.Node anchor, JsonNode value, Assertion assertion, FactCollector out, boolean mayRepeat) {
        Fact fact = direct ? direct(anchor, value, assertion) : lookup(anchor, value, assertion);
        if (fact == null) {
            return;
        }
        if (mayRepeat) {
            out.repeatable(number, fact);
        } else {
            out.single(fact);
        }
    }

    private @Nullable Fact direct(EntityKey.Node anchor, JsonNode value, Assertion assertion) {
        String id = NodePlan.idOf(value, declaration.value().describe());
        if (id == null) {
            return null;
        }
        EntityKey.Node other = new EntityKey.Node(declaration.label(), id);
        EntityKey.Relationship key = declaration.outward()
                ? new EntityKey.Relationship(declaration.type(), anchor, other)
                : new EntityKey.Relationship(declaration.type(), other, anchor);
        return new RelationshipFact(key, assertion);
    }

    private @Nullable Fact lookup(EntityKey.Node anchor, JsonNode value, Assertion assertion) {
        if (value.isTextual() && value.textValue().isEmpty()) {
            return null;
        }
        PropertyValue wanted = conversion.convert(value, declaration.value().describe());
        LookupKey key = new LookupKey(declaration.label(), declaration.property(), wanted);
        return new LookupFact(declaration.type(), anchor, declaration.outward(), key, assertion);
    }

    private Assertion assertion(Frame frame, boolean ownAccount) {
        if (properties.length == 0) {
            return ownAccount ? bare : bareOfOtherAccount;
        }
        SortedMap<String, @Nullable PropertyValue> values = new TreeMap<>();
        for (PropertyPlan property : properties) {
            values.put(property.name(), property.read(frame));
        }
        return new Assertion(shape, owner, ownAccount, Collections.emptySortedSet(), values);
    }
}
