package io.cartostream.models.compile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import io.burt.jmespath.jackson.JacksonRuntime;
import io.cartostream.models.source.ModelProblems;
import io.cartostream.yaml.SourceLocation;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The fast paths give what JMESPath gives. */
final class ExpressionCompilerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JacksonRuntime JMESPATH = new JacksonRuntime();

    @Property(tries = 500)
    void shouldAgreeWithJmesPathOnItsFastPaths(@ForAll("items") String item, @ForAll("paths") String path)
            throws Exception {
        JsonNode json = JSON.readTree(item);
        JsonNode wanted = JMESPATH.compile(path).search(json);
        JsonNode found;
        try {
            found = compile(path).read(new EvaluationFrame(json, 5));
        } catch (PayloadMismatchException e) {
            // stricter than JMESPath, which takes a scalar on the way for an absent value
            return;
        }
        assertThat(found == null ? NullNode.getInstance() : found).isEqualTo(wanted);
    }

    private static CompiledValue compile(String expression) {
        ModelProblems problems = new ModelProblems();
        CompiledValue source = new ExpressionCompiler(problems)
                .compile(new SourceLocation("m", 1), expression, VariableScope.ofResource());
        assertThat(problems.all()).isEmpty();
        return source;
    }

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.of(
                "a",
                "a.b",
                "a.b.a",
                "a[].b",
                "a.b[].a",
                "b[?a=='x'].b",
                "a[?b.a=='x'].b",
                "a || 'no'",
                "a.b || ''",
                "a == 'x'",
                "a.b=='x'",
                "a.b.a != 'x'",
                "a.b == ''",
                "a.b == 'x' && b.a == 'x'");
    }

    @Provide
    Arbitrary<String> items() {
        Arbitrary<String> leaf = Arbitraries.of("null", "\"x\"", "\"\"", "1", "true", "[]", "{}");
        Arbitrary<String> inner = container(leaf);
        return Combinators.combine(container(inner), container(container(inner)))
                .as((a, b) -> "{\"a\":" + a + ",\"b\":" + b + "}");
    }

    private static Arbitrary<String> container(Arbitrary<String> of) {
        Arbitrary<String> object = Combinators.combine(of, of).as((a, b) -> "{\"a\":" + a + ",\"b\":" + b + "}");
        Arbitrary<String> list = of.list().ofMaxSize(3).map(items -> "[" + String.join(",", items) + "]");
        return Arbitraries.oneOf(object, list, of);
    }

    @Test
    void shouldCompareTheFieldsOfANamedValueAndNothingOfANameWithoutValue() throws Exception {
        EvaluationFrame frame = new EvaluationFrame(JSON.readTree("{}"), 5);
        assertThat(compile("$resource.Kind == 'x'").read(frame)).isNull();
        frame.set(VariableScope.RESOURCE, JSON.readTree("{\"Kind\": \"x\"}"));
        assertThat(compile("$resource.Kind == 'x'").read(frame)).hasToString("true");
        assertThat(compile("$resource.Kind != 'x'").read(frame)).hasToString("false");
        assertThat(compile("$resource.Other == 'x'").read(frame)).hasToString("false");
    }

    @Test
    void shouldFillTemplatesAndStayAbsentWhenAPartIs() throws Exception {
        EvaluationFrame frame = new EvaluationFrame(JSON.readTree("{\"a\": \"x\", \"n\": 7}"), 5);
        ModelProblems problems = new ModelProblems();
        ExpressionCompiler compiler = new ExpressionCompiler(problems);
        SourceLocation at = new SourceLocation("m", 1);
        assertThat(compiler.template(at, "<{a}/{n}>", VariableScope.ofResource())
                        .read(frame))
                .hasToString("\"<x/7>\"");
        assertThat(compiler.template(at, "<{b}>", VariableScope.ofResource()).read(frame))
                .isNull();
        assertThat(compiler.template(at, "<{b || 'None'}>", VariableScope.ofResource())
                        .read(frame))
                .hasToString("\"<None>\"");
        assertThat(problems.all()).isEmpty();
        compiler.template(at, "<{a", VariableScope.ofResource());
        compiler.compile(at, "$missing.x", VariableScope.ofResource());
        compiler.compile(at, "a == $account", VariableScope.ofResource());
        assertThat(problems.all()).hasSize(3);
    }
}
