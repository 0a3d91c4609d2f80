package io.cartostream.patterns.schema;

import io.cartostream.models.declaration.ValueType;
import io.cartostream.models.fact.PropertyValue;
import java.util.Set;

/** The kinds of values, as far as operators tell them apart. */
public enum ValueKind {
    /** A text. */
    TEXT("text"),
    /** A number. */
    NUMBER("number"),
    /** True or false. */
    FLAG("flag"),
    /** A time. */
    MOMENT("time"),
    /** A list of texts. */
    TEXT_LIST("list of texts"),
    /** A list of numbers. */
    NUMBER_LIST("list of numbers"),
    /** A list of flags. */
    FLAG_LIST("list of flags"),
    /** A list of times. */
    MOMENT_LIST("list of times");

    private final String word;

    ValueKind(String word) {
        this.word = word;
    }

    /** For messages. */
    public String word() {
        return word;
    }

    /** Whether it is a list. */
    public boolean isList() {
        return switch (this) {
            case TEXT, NUMBER, FLAG, MOMENT -> false;
            default -> true;
        };
    }

    /** The kind of a list of this scalar kind; a list is its own. */
    public ValueKind listOf() {
        return switch (this) {
            case TEXT, TEXT_LIST -> TEXT_LIST;
            case NUMBER, NUMBER_LIST -> NUMBER_LIST;
            case FLAG, FLAG_LIST -> FLAG_LIST;
            case MOMENT, MOMENT_LIST -> MOMENT_LIST;
        };
    }

    /** The kind of the elements of this list kind; a scalar is its own. */
    public ValueKind element() {
        return switch (this) {
            case TEXT, TEXT_LIST -> TEXT;
            case NUMBER, NUMBER_LIST -> NUMBER;
            case FLAG, FLAG_LIST -> FLAG;
            case MOMENT, MOMENT_LIST -> MOMENT;
        };
    }

    /** The kinds that a property of a declared type may have. */
    static Set<ValueKind> of(ValueType type) {
        ValueType.Kind element = type.element();
        return switch (type.kind()) {
            case LIST, SET ->
                Set.of(scalar(element == null ? ValueType.Kind.STRING : element).listOf());
            case STRING_OR_LIST -> Set.of(TEXT, TEXT_LIST);
            default -> Set.of(scalar(type.kind()));
        };
    }

    private static ValueKind scalar(ValueType.Kind kind) {
        return switch (kind) {
            case LONG, DOUBLE -> NUMBER;
            case BOOLEAN -> FLAG;
            case DATETIME -> MOMENT;
            default -> TEXT;
        };
    }

    /** The kind of a value; an empty list counts as one of texts. */
    public static ValueKind of(PropertyValue value) {
        if (value instanceof PropertyValue.Listing list) {
            return list.values().isEmpty()
                    ? TEXT_LIST
                    : of(list.values().get(0)).listOf();
        } else if (value instanceof PropertyValue.Text) {
            return TEXT;
        } else if (value instanceof PropertyValue.Flag) {
            return FLAG;
        }
        return value instanceof PropertyValue.Moment ? MOMENT : NUMBER;
    }
}
