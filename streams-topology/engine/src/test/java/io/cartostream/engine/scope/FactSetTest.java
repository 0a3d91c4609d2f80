package io.cartostream.engine.scope;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.contract.EntityKey.Node;
import io.cartostream.models.fact.AssertionRole;
import io.cartostream.models.fact.Fact;
import io.cartostream.models.fact.FactAssertion;
import io.cartostream.models.fact.PropertyValue;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class FactSetTest {

    @Test
    void shouldTakeMuchWhenItIsAboutManyEntities() {
        assertThat(facts(8, "same", true).excess()).isNull();
    }

    @Test
    void shouldRefuseWhenAllFactsAboutOneEntityExceedAMessage() {
        assertThat(facts(7, "shape", false).excess()).isNull();
        assertThat(facts(8, "shape", false).excess())
                .contains("about one entity")
                .contains("7000000");
    }

    private static FactSet facts(int count, String shape, boolean ofManyNodes) {
        TreeMap<String, @Nullable PropertyValue> large = new TreeMap<>();
        large.put("value", new PropertyValue.Text("x".repeat(950_000)));
        List<Fact> facts = IntStream.range(0, count)
                .<Fact>mapToObj(i -> new Fact.NodeFact(
                        new Node("Host", ofManyNodes ? "h" + i : "h"),
                        new FactAssertion(
                                shape + (ofManyNodes ? "" : i), AssertionRole.OWNER, true, new TreeSet<>(), large)))
                .toList();
        return FactSet.of(facts);
    }
}
