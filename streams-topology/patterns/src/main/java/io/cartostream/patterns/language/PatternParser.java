package io.cartostream.patterns.language;

import io.cartostream.patterns.language.PatternGathering.GatherColumn;
import io.cartostream.patterns.language.PatternGathering.GatherKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parses the texts of the pattern language. Stateless. */
public final class PatternParser {
    private PatternParser() {}

    /** Parses an expression: {@code exposed_internet is true and size(ports) > 2}. */
    public static PatternExpression expression(String text) throws PatternParseException {
        TokenCursor cursor = new TokenCursor(text);
        PatternExpression expression = new ExpressionParser(cursor).parse();
        cursor.expectEnd();
        return expression;
    }

    /** Parses a gathering: {@code exists -[:INSTANCE_PROFILE]->(AWSInstanceProfile)}. */
    public static PatternGathering gathering(String text) throws PatternParseException {
        TokenCursor cursor = new TokenCursor(text);
        int at = cursor.peek().at();
        GatherKind kind = kind(cursor);
        List<GatherColumn> columns = List.of();
        if (kind == GatherKind.EXISTS || kind == GatherKind.COUNT) {
            if (cursor.peek().word("of")) {
                throw new PatternParseException(
                        cursor.peek().at(),
                        "'" + kind.word() + "' is followed by a path; 'set of … via' names properties");
            }
        } else {
            cursor.expectWord("of", "after '" + kind.word() + "'");
            columns = columns(cursor, kind);
            cursor.expectWord("via", "before the path");
        }
        List<PatternHop> path = new PathParser(cursor).path();
        cursor.expectEnd();
        PatternGathering gathering = new PatternGathering(kind, columns, path, at);
        rejectAmbiguity(gathering);
        return gathering;
    }

    /** Parses a length of time: {@code 90 days}. */
    public static Duration length(String text) throws PatternParseException {
        TokenCursor cursor = new TokenCursor(text);
        Duration length = new TimeParser(cursor).length();
        cursor.expectEnd();
        return length;
    }

    /** Whether a text can be the name of a gathering, a parameter or a variable. */
    public static boolean isName(String text) {
        return TokenCursor.isGivenName(text);
    }

    private static GatherKind kind(TokenCursor cursor) throws PatternParseException {
        for (GatherKind kind : GatherKind.values()) {
            if (cursor.skipWord(kind.word())) {
                return kind;
            }
        }
        List<String> words =
                Arrays.stream(GatherKind.values()).map(GatherKind::word).toList();
        throw new PatternParseException(
                cursor.peek().at(),
                "expected " + String.join(", ", words) + ", found "
                        + cursor.peek().describe()
                        + SpellingHints.hint(cursor.peek().text(), words));
    }

    private static List<GatherColumn> columns(TokenCursor cursor, GatherKind kind) throws PatternParseException {
        List<GatherColumn> columns = new ArrayList<>();
        Set<String> names = new HashSet<>();
        do {
            int at = cursor.peek().at();
            String first = cursor.name("a property");
            String second = cursor.skipSymbol(".") ? cursor.name("a property after '.'") : null;
            String property = second == null ? first : second;
            String name = cursor.skipWord("as") ? cursor.givenName("a column name") : property;
            columns.add(new GatherColumn(second == null ? null : first, property, name, at));
            if (!names.add(name)) {
                throw new PatternParseException(at, "two columns are named '" + name + "'; name one by 'as'");
            }
        } while (cursor.skipSymbol(","));
        if (kind != GatherKind.ROWS && columns.size() > 1) {
            throw new PatternParseException(columns.get(1).at(), "'" + kind.word() + "' takes one property");
        }
        return List.copyOf(columns);
    }

    private static void rejectAmbiguity(PatternGathering gathering) throws PatternParseException {
        Set<String> variables = new HashSet<>();
        for (PatternHop hop : gathering.path()) {
            rejectRepetition(
                    variables, hop.relationship().variable(), hop.relationship().at());
            rejectRepetition(variables, hop.node().variable(), hop.node().at());
        }
        for (GatherColumn column : gathering.columns()) {
            if (gathering.positionOf(column) == 0) {
                throw new PatternParseException(
                        column.at(),
                        "the path has no variable '" + column.variable() + "'"
                                + SpellingHints.hint(String.valueOf(column.variable()), variables));
            }
        }
    }

    private static void rejectRepetition(Set<String> variables, @Nullable String variable, int at)
            throws PatternParseException {
        if (variable != null && !variables.add(variable)) {
            throw new PatternParseException(at, "the variable '" + variable + "' appears twice in the path");
        }
    }
}
