package io.cartostream.patterns.file;

import io.cartostream.models.fact.PropertyValue;
import io.cartostream.models.source.ModelProblems;
import io.cartostream.patterns.language.ParameterValue;
import io.cartostream.patterns.language.ParameterValue.LengthParameter;
import io.cartostream.patterns.language.ParameterValue.PlainParameter;
import io.cartostream.patterns.language.PatternParseException;
import io.cartostream.patterns.language.PatternParser;
import io.cartostream.yaml.YamlValue;
import io.cartostream.yaml.YamlValue.Scalar;
import io.cartostream.yaml.YamlValue.Sequence;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads parameter values: scalars, lists of scalars of one kind, and lengths of time. */
public final class ParameterReader {
    private ParameterReader() {}

    /** Reads a value; null, after the reason is reported, if it is none. */
    public static @Nullable ParameterValue read(YamlValue yaml, ModelProblems problems) {
        if (yaml instanceof Sequence sequence) {
            return list(sequence, problems);
        }
        if (!(yaml instanceof Scalar scalar)) {
            problems.add(yaml.at(), "a parameter is a text, a number, true, false, a length of time or a list");
            return null;
        }
        if (scalar.text().matches("\\d+ [a-z]+")) {
            try {
                return new LengthParameter(PatternParser.length(scalar.text()));
            } catch (PatternParseException e) {
                problems.add(yaml.at(), String.valueOf(e.getMessage()));
                return null;
            }
        }
        PropertyValue value = scalar(scalar, problems);
        return value == null ? null : new PlainParameter(value);
    }

    private static @Nullable ParameterValue list(Sequence sequence, ModelProblems problems) {
        List<PropertyValue> values = new ArrayList<>();
        for (YamlValue item : sequence.items()) {
            PropertyValue value = item instanceof Scalar scalar ? scalar(scalar, problems) : null;
            if (value == null || (!values.isEmpty() && values.get(0).getClass() != value.getClass())) {
                problems.add(item.at(), "the elements of a list are texts, numbers or flags, all of one kind");
                return null;
            }
            values.add(value);
        }
        return new PlainParameter(new PropertyValue.Listing(values));
    }

    private static @Nullable PropertyValue scalar(Scalar scalar, ModelProblems problems) {
        try {
            return switch (scalar.kind()) {
                case TEXT -> new PropertyValue.Text(scalar.text());
                case WHOLE -> new PropertyValue.Whole(Long.parseLong(scalar.text()));
                case REAL -> new PropertyValue.Real(Double.parseDouble(scalar.text()));
                case FLAG ->
                    scalar.text().equals("true") || scalar.text().equals("false")
                            ? new PropertyValue.Flag(scalar.text().equals("true"))
                            : new PropertyValue.Text(scalar.text());
                case NULL -> {
                    problems.add(scalar.at(), "a parameter has a value");
                    yield null;
                }
            };
        } catch (NumberFormatException e) {
            problems.add(scalar.at(), "not a number: '" + scalar.text() + "'");
            return null;
        }
    }
}
