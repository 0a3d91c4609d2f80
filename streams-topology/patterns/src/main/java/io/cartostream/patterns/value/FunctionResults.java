package io.cartostream.patterns.value;

import io.cartostream.models.fact.PropertyValue;
import io.cartostream.patterns.language.BuiltinFunction;
import io.cartostream.patterns.value.EvaluatedValue.KnownValue;
import io.cartostream.patterns.value.EvaluatedValue.LeastValue;
import io.cartostream.patterns.value.EvaluatedValue.MissingValue;
import io.cartostream.patterns.value.EvaluatedValue.RowSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/** The results of the built-in functions. */
final class FunctionResults {
    private FunctionResults() {}

    static EvaluatedValue of(BuiltinFunction function, List<EvaluatedValue> arguments) {
        return switch (function) {
            case SIZE -> size(arguments.get(0));
            case LOWER -> mapped(arguments.get(0), FunctionResults::lower);
            case LIST -> mapped(arguments.get(0), FunctionResults::list);
            case UNION -> union(arguments);
            case COALESCE -> coalesce(arguments);
        };
    }

    private static EvaluatedValue size(EvaluatedValue argument) {
        if (argument instanceof RowSet set) {
            long size = set.rows().size();
            return set.unread().isEmpty()
                    ? new KnownValue(new PropertyValue.Whole(size))
                    : new LeastValue(size, set.unread());
        }
        return argument instanceof KnownValue known && known.value() instanceof PropertyValue.Listing list
                ? new KnownValue(new PropertyValue.Whole(list.values().size()))
                : absent(argument);
    }

    private static EvaluatedValue absent(EvaluatedValue argument) {
        return argument instanceof MissingValue ? argument : MissingValue.because("not a list", false);
    }

    /** What a function makes of a present value. */
    private interface ValueMapping {
        PropertyValue apply(PropertyValue value);
    }

    private static EvaluatedValue mapped(EvaluatedValue argument, ValueMapping mapping) {
        return argument instanceof KnownValue known ? new KnownValue(mapping.apply(known.value())) : argument;
    }

    private static PropertyValue lower(PropertyValue value) {
        if (value instanceof PropertyValue.Text text) {
            return new PropertyValue.Text(text.value().toLowerCase(Locale.ROOT));
        }
        return value instanceof PropertyValue.Listing list
                ? new PropertyValue.Listing(
                        list.values().stream().map(FunctionResults::lower).toList())
                : value;
    }

    private static PropertyValue list(PropertyValue value) {
        return value instanceof PropertyValue.Listing ? value : new PropertyValue.Listing(List.of(value));
    }

    private static EvaluatedValue coalesce(List<EvaluatedValue> arguments) {
        SortedSet<String> reasons = new TreeSet<>();
        for (EvaluatedValue argument : arguments) {
            if (!(argument instanceof MissingValue missing)) {
                return argument;
            }
            if (missing.unread()) {
                return missing;
            }
            reasons.addAll(missing.reasons());
        }
        return new MissingValue(reasons, false);
    }

    private static EvaluatedValue union(List<EvaluatedValue> arguments) {
        SortedSet<GatheredRow> rows = new TreeSet<>();
        SortedSet<String> unread = new TreeSet<>();
        for (EvaluatedValue argument : arguments) {
            if (argument instanceof RowSet set) {
                rows.addAll(set.rows());
                unread.addAll(set.unread());
            } else if (argument instanceof KnownValue known && known.value() instanceof PropertyValue.Listing list) {
                list.values().forEach(value -> rows.add(new GatheredRow(new ArrayList<>(List.of(value)))));
            } else {
                return absent(argument);
            }
        }
        return new RowSet(List.of("value"), rows, unread);
    }
}
