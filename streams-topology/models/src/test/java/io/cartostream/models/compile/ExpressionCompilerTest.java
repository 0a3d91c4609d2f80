package io.cartostream.models.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

    @Property(tries = 1_000)
    void shouldAgreeWithJmesPathOnItsFastPaths(@ForAll("items") String item, @ForAll("paths") String path)
            throws Exception {
        assertAgrees(item, path);
    }

    @Property(tries = 1_000)
    void shouldAgreeWithJmesPathOnListsOfListsAndFilters(@ForAll("lists") String item, @ForAll("listPaths") String path)
            throws Exception {
        assertAgrees(item, path);
    }

    /** Stricter than JMESPath, which takes a scalar on the way for an absent value: there, and only there, it refuses. */
    private static void assertAgrees(String item, String path) throws Exception {
        JsonNode json = JSON.readTree(item);
        CompiledValue compiled = compile(path);
        EvaluationFrame frame = new EvaluationFrame(json, 6);
        if (StrictPath.refuses(path, json)) {
            assertThatThrownBy(() -> compiled.read(frame))
                    .as("%s of %s", path, item)
                    .isInstanceOf(PayloadMismatchException.class);
            return;
        }
        JsonNode found = compiled.read(frame);
        assertThat(found == null ? NullNode.getInstance() : found)
                .as("%s of %s", path, item)
                .isEqualTo(JMESPATH.compile(path).search(json));
    }

    /** What the fast paths must refuse, by a walk of its own along the text of the path. */
    private static final class StrictPath {
        static boolean refuses(String path, JsonNode json) {
            if ((path.contains("==") && !path.contains("[")) || path.contains("!=")) {
                return false;
            }
            String plain = path.contains(" || ") ? path.substring(0, path.indexOf(" || ")) : path;
            int open = plain.indexOf('[');
            if (open < 0) {
                return refusesFields(plain, json);
            }
            String list = plain.substring(0, open);
            String rest = plain.substring(plain.indexOf(']') + 2);
            String filter = plain.substring(open + 1, plain.indexOf(']'));
            if (refusesFields(list, json)) {
                return true;
            }
            JsonNode items = walk(list, json);
            if (items.isNull()) {
                return false;
            }
            if (!items.isArray()) {
                return true;
            }
            for (JsonNode item : items) {
                if (filter.isEmpty() ? refusesElement(rest, item) : refusesFiltered(filter, rest, item)) {
                    return true;
                }
            }
            return false;
        }

        private static boolean refusesElement(String rest, JsonNode item) {
            if (!item.isArray()) {
                return refusesFields(rest, item);
            }
            for (JsonNode inner : item) {
                if (refusesFields(rest, inner)) {
                    return true;
                }
            }
            return false;
        }

        private static boolean refusesFiltered(String filter, String rest, JsonNode item) {
            String compared = filter.substring(1, filter.indexOf('=')).strip();
            String wanted = filter.substring(filter.indexOf('\'') + 1, filter.length() - 1);
            return refusesFields(compared, item)
                    || (walk(compared, item).asText("?").equals(wanted)
                            && walk(compared, item).isTextual()
                            && refusesFields(rest, item));
        }

        private static boolean refusesFields(String fields, JsonNode start) {
            JsonNode node = start;
            for (String field : fields.split("\\.")) {
                if (node.isNull() || node.isMissingNode()) {
                    return false;
                }
                if (!node.isObject()) {
                    return true;
                }
                node = node.path(field);
            }
            return false;
        }

        private static JsonNode walk(String fields, JsonNode start) {
            JsonNode node = start.at("/" + fields.replace('.', '/'));
            return node.isMissingNode() ? NullNode.getInstance() : node;
        }
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
    Arbitrary<String> listPaths() {
        return Arbitraries.of(
                "a[].b",
                "a[].b.a",
                "a.b[].a",
                "a[?a=='x'].b",
                "a[?a == 'x'].b.a",
                "a[?b.a=='x'].b",
                "a.b[?a=='x'].b",
                "a[?a==''].b");
    }

    /** Mostly lists of objects, and lists of such lists: a filter often finds something. */
    @Provide
    Arbitrary<String> lists() {
        Arbitrary<String> texts = Arbitraries.of("\"x\"", "\"x\"", "\"y\"", "\"\"", "null", "1");
        Arbitrary<String> objects = Combinators.combine(texts, texts).as((a, b) -> "{\"a\":" + a + ",\"b\":" + b + "}");
        Arbitrary<String> deeper =
                Combinators.combine(texts, objects).as((a, b) -> "{\"a\":" + a + ",\"b\":" + b + "}");
        Arbitrary<String> elements = Arbitraries.oneOf(
                objects,
                deeper,
                deeper,
                listOf(objects),
                listOf(deeper),
                listOf(listOf(objects)),
                Arbitraries.of("null", "1"));
        Arbitrary<String> all = listOf(elements);
        return Combinators.combine(all, Arbitraries.of(true, false))
                .as((list, nested) -> nested ? "{\"a\":{\"b\":" + list + "}}" : "{\"a\":" + list + "}");
    }

    private static Arbitrary<String> listOf(Arbitrary<String> of) {
        return of.list().ofMaxSize(3).map(items -> "[" + String.join(",", items) + "]");
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
        return Arbitraries.oneOf(object, listOf(of), of);
    }

    @Test
    void shouldCompareTheFieldsOfANamedValueAndNothingOfANameWithoutValue() throws Exception {
        EvaluationFrame frame = new EvaluationFrame(JSON.readTree("{}"), 6);
        assertThat(compile("$resource.Kind == 'x'").read(frame)).isNull();
        frame.set(VariableScope.RESOURCE, JSON.readTree("{\"Kind\": \"x\"}"));
        assertThat(compile("$resource.Kind == 'x'").read(frame)).hasToString("true");
        assertThat(compile("$resource.Kind != 'x'").read(frame)).hasToString("false");
        assertThat(compile("$resource.Other == 'x'").read(frame)).hasToString("false");
    }

    @Test
    void shouldFillTemplatesAndStayAbsentWhenAPartIs() throws Exception {
        EvaluationFrame frame = new EvaluationFrame(JSON.readTree("{\"a\": \"x\", \"n\": 7}"), 6);
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
