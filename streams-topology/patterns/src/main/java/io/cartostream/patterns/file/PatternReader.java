package io.cartostream.patterns.file;

import io.cartostream.models.source.MapReader;
import io.cartostream.models.source.ModelProblems;
import io.cartostream.patterns.language.ParameterValue;
import io.cartostream.patterns.language.PatternDefinition;
import io.cartostream.patterns.language.PatternDefinition.SourceText;
import io.cartostream.patterns.language.PatternExpression;
import io.cartostream.patterns.language.PatternGathering;
import io.cartostream.patterns.language.PatternParseException;
import io.cartostream.patterns.language.PatternParser;
import io.cartostream.yaml.SourceLocation;
import io.cartostream.yaml.YamlReader;
import io.cartostream.yaml.YamlValue;
import io.cartostream.yaml.YamlValue.Mapping;
import io.cartostream.yaml.YamlValue.Scalar;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the keys of a pattern: {@code anchor}, {@code let}, {@code parameters}, {@code values} and the conditions. A file may
 * have further keys, which its own reader reads. Reports every error; for one thread.
 */
public final class PatternReader {
    /** The keys of conditions. */
    public static final List<String> CONDITIONS = List.of("applies when", "fails when", "unknown when", "holds when");

    private final ModelProblems problems;
    private final Map<String, SourceText> sources = new LinkedHashMap<>();

    private PatternReader(ModelProblems problems) {
        this.problems = problems;
    }

    /**
     * Reads a file that holds one pattern and nothing else.
     *
     * @return the pattern; null, after the reasons are reported, if the file has an error
     */
    public static @Nullable PatternDefinition file(String file, String text, ModelProblems problems) {
        int before = problems.count();
        Mapping root = YamlReader.read(file, text, problems);
        if (root == null) {
            return null;
        }
        MapReader reader = new MapReader(root, problems);
        PatternDefinition pattern = read(reader.requiredText("pattern"), reader, problems);
        reader.rejectOthers();
        return problems.count() == before ? pattern : null;
    }

    /**
     * Reads the pattern's keys of a map.
     *
     * @return the pattern; null, after the reasons are reported, if one of its keys has an error
     */
    public static @Nullable PatternDefinition read(String name, MapReader reader, ModelProblems problems) {
        return new PatternReader(problems).definition(name, reader);
    }

    private @Nullable PatternDefinition definition(String name, MapReader reader) {
        int before = problems.count();
        String anchor = reader.requiredText("anchor");
        Map<String, ParameterValue> parameters = new LinkedHashMap<>();
        entries(reader.mapping("parameters")).forEach((key, value) -> {
            ParameterValue parameter = ParameterReader.read(value, problems);
            if (parameter != null) {
                parameters.put(key, parameter);
            }
        });
        Map<String, PatternGathering> let = new LinkedHashMap<>();
        entries(reader.mapping("let")).forEach((key, value) -> {
            PatternGathering gathering = parse(key, value, PatternParser::gathering);
            if (gathering != null) {
                let.put(key, gathering);
            }
        });
        Map<String, PatternExpression> expressions = new LinkedHashMap<>();
        for (String condition : CONDITIONS) {
            YamlValue value = reader.value(condition);
            if (value != null) {
                addExpression(condition, value, expressions);
            }
        }
        entries(reader.mapping("values")).forEach((key, value) -> addExpression(key, value, expressions));
        if (problems.count() > before) {
            return null;
        }
        return new PatternDefinition(
                reader.at(),
                name,
                anchor,
                Collections.unmodifiableMap(let),
                Collections.unmodifiableMap(expressions),
                Collections.unmodifiableMap(parameters),
                Collections.unmodifiableMap(sources));
    }

    private void addExpression(String name, YamlValue value, Map<String, PatternExpression> expressions) {
        PatternExpression expression = parse(name, value, PatternParser::expression);
        if (expression != null) {
            expressions.put(name, expression);
        }
    }

    /** The entries of a map whose keys are names that the pattern gives. */
    private Map<String, YamlValue> entries(@Nullable Mapping mapping) {
        if (mapping == null) {
            return Map.of();
        }
        Map<String, YamlValue> sound = new LinkedHashMap<>();
        mapping.entries().forEach((key, value) -> {
            SourceLocation at = mapping.keys().getOrDefault(key, mapping.at());
            if (!PatternParser.isName(key)) {
                problems.add(
                        at,
                        "'" + key
                                + "' is no name: it consists of letters, digits and '_', starts with a letter and is no"
                                + " keyword");
            } else if (sources.containsKey(key)) {
                problems.add(at, "the name '" + key + "' is given twice");
            } else {
                sound.put(key, value);
            }
        });
        return sound;
    }

    private <T> @Nullable T parse(String name, YamlValue value, TextParser<T> parser) {
        if (!(value instanceof Scalar scalar)) {
            problems.add(value.at(), "'" + name + "' must be a text");
            return null;
        }
        sources.put(name, new SourceText(scalar.at(), scalar.text()));
        try {
            return parser.parse(scalar.text());
        } catch (PatternParseException e) {
            problems.add(
                    scalar.at(),
                    "'" + name + "', " + TextPosition.describe(scalar.text(), e.at()) + ": " + e.getMessage());
            return null;
        }
    }

    /** Parses one text. */
    private interface TextParser<T> {
        T parse(String text) throws PatternParseException;
    }
}
