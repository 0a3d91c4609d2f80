package io.cartostream.patterns.language;

import io.cartostream.patterns.language.PatternExpression.Junction;
import io.cartostream.patterns.language.PatternExpression.NameReference;
import io.cartostream.patterns.language.PatternExpression.ValueComparison;
import io.cartostream.patterns.language.PatternHop.NodeMatch;
import io.cartostream.patterns.language.PatternHop.RelationshipMatch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads paths: {@code -[:TYPE|OTHER]->(name:Label where …)<-[:TYPE]-(Label {id: "x"})}. */
final class PathParser {
    private static final int MAX_HOPS = 12;

    private final TokenCursor cursor;
    private final ExpressionParser expressions;

    PathParser(TokenCursor cursor) {
        this.cursor = cursor;
        this.expressions = new ExpressionParser(cursor);
    }

    List<PatternHop> path() throws PatternParseException {
        List<PatternHop> hops = new ArrayList<>();
        while (cursor.peek().symbol("-[") || cursor.peek().symbol("<-[")) {
            if (hops.size() == MAX_HOPS) {
                throw new PatternParseException(cursor.peek().at(), "a path has at most " + MAX_HOPS + " hops");
            }
            hops.add(hop());
        }
        if (hops.isEmpty()) {
            throw cursor.expected("a path from the anchor: '-[:TYPE]->(Label)' or '<-[:TYPE]-(Label)'");
        }
        return List.copyOf(hops);
    }

    private PatternHop hop() throws PatternParseException {
        PatternToken start = cursor.take();
        boolean outward = start.text().equals("-[");
        RelationshipMatch relationship = relationship();
        String end = outward ? "]->" : "]-";
        if (outward && cursor.peek().symbol("]-")) {
            throw new PatternParseException(cursor.peek().at(), "a relationship has a direction: '-[…]->' or '<-[…]-'");
        }
        if (!outward && cursor.peek().symbol("]->")) {
            throw new PatternParseException(cursor.peek().at(), "a relationship has one direction, not both");
        }
        cursor.expectSymbol(end, "after the relationship");
        return new PatternHop(outward, relationship, node());
    }

    private RelationshipMatch relationship() throws PatternParseException {
        int at = cursor.peek().at();
        String variable = cursor.atName() ? cursor.givenName("a variable") : null;
        if (!cursor.skipSymbol(":")) {
            throw cursor.expected("':' and a relationship type");
        }
        List<String> types = alternatives("a relationship type");
        if (cursor.peek().symbol("*")
                || cursor.peek().symbol("+")
                || cursor.peek().symbol("{")) {
            throw new PatternParseException(
                    cursor.peek().at(), "a path has a fixed number of hops: write each hop; conditions follow 'where'");
        }
        return new RelationshipMatch(variable, types, where(), at);
    }

    private NodeMatch node() throws PatternParseException {
        cursor.expectSymbol("(", "before the node");
        int at = cursor.peek().at();
        if (cursor.peek().symbol(")")) {
            throw cursor.expected("a label: each position names the labels that it accepts");
        }
        String variable = null;
        if (cursor.atName() && cursor.peekSecond().symbol(":")) {
            variable = cursor.givenName("a variable");
            cursor.take();
        } else {
            cursor.skipSymbol(":");
        }
        List<String> labels = alternatives("a label");
        List<PatternExpression> conditions = new ArrayList<>();
        if (cursor.skipSymbol("{")) {
            equalities(conditions);
        }
        PatternExpression where = where();
        if (where != null) {
            conditions.add(where);
        }
        cursor.expectSymbol(")", "after the node");
        return new NodeMatch(variable, labels, all(conditions), at);
    }

    private List<String> alternatives(String what) throws PatternParseException {
        List<String> names = new ArrayList<>();
        do {
            names.add(cursor.name(what));
        } while (cursor.skipSymbol("|"));
        return List.copyOf(names);
    }

    private void equalities(List<PatternExpression> conditions) throws PatternParseException {
        OperandParser operands = new OperandParser(cursor, expressions);
        do {
            int at = cursor.peek().at();
            String property = cursor.name("a property");
            cursor.expectSymbol(":", "after the property");
            conditions.add(new ValueComparison(
                    ComparisonOperator.EQUAL, new NameReference(null, property, at), operands.operand(), at));
        } while (cursor.skipSymbol(","));
        cursor.expectSymbol("}", "after the properties");
    }

    private @Nullable PatternExpression where() throws PatternParseException {
        return cursor.skipWord("where") ? expressions.parse() : null;
    }

    private static @Nullable PatternExpression all(List<PatternExpression> conditions) {
        if (conditions.size() < 2) {
            return conditions.isEmpty() ? null : conditions.get(0);
        }
        return new Junction(true, List.copyOf(conditions), conditions.get(0).at());
    }
}
