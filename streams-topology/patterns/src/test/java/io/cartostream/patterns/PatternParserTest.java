package io.cartostream.patterns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cartostream.models.fact.PropertyValue;
import io.cartostream.patterns.language.ComparisonOperator;
import io.cartostream.patterns.language.PatternExpression;
import io.cartostream.patterns.language.PatternExpression.Constant;
import io.cartostream.patterns.language.PatternExpression.Junction;
import io.cartostream.patterns.language.PatternExpression.NameReference;
import io.cartostream.patterns.language.PatternExpression.Negation;
import io.cartostream.patterns.language.PatternExpression.TimeTest;
import io.cartostream.patterns.language.PatternExpression.ValueComparison;
import io.cartostream.patterns.language.PatternGathering;
import io.cartostream.patterns.language.PatternGathering.GatherColumn;
import io.cartostream.patterns.language.PatternGathering.GatherKind;
import io.cartostream.patterns.language.PatternHop;
import io.cartostream.patterns.language.PatternParseException;
import io.cartostream.patterns.language.PatternParser;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatternParserTest {

    @Test
    void shouldReadAGatheringWithItsHops() throws PatternParseException {
        PatternGathering gathering = PatternParser.gathering(
                "set of rule.fromport as low, far.range via -[:MEMBER|OTHER]->(AWSEC2SecurityGroup)<-[edge:MEMBER"
                        + " where since > 3]-(rule:AWSIpRule|IpRule)<-[:IN]-(far:AWSIpRange {id: '0.0.0.0/0'})");

        assertThat(gathering.kind()).isEqualTo(GatherKind.ROWS);
        assertThat(gathering.columnNames()).containsExactly("low", "range");
        assertThat(gathering.columns()).extracting(gathering::positionOf).containsExactly(2, 3);
        assertThat(gathering.path()).extracting(PatternHop::outward).containsExactly(true, false, false);
        assertThat(gathering.path().get(0).relationship().types()).containsExactly("MEMBER", "OTHER");
        assertThat(gathering.path().get(1).node().labels()).containsExactly("AWSIpRule", "IpRule");
        assertThat(gathering.path().get(1).relationship().condition()).isInstanceOf(ValueComparison.class);
        assertThat(gathering.path().get(2).node().condition()).isInstanceOf(ValueComparison.class);
    }

    @Test
    void shouldReadAColumnOfTheFarEndWithoutAVariable() throws PatternParseException {
        PatternGathering gathering = PatternParser.gathering("max of size via -[:A]->(L)<-[r:B]-(M)");

        assertThat(gathering.columns()).containsExactly(new GatherColumn(null, "size", "size", 7));
        assertThat(gathering.positionOf(gathering.columns().get(0))).isEqualTo(2);
    }

    @Test
    void shouldReadAColumnOfARelationship() throws PatternParseException {
        PatternGathering gathering = PatternParser.gathering("set of r.since via -[:A]->(L)<-[r:B]-(M)");

        assertThat(gathering.positionOf(gathering.columns().get(0))).isEqualTo(-2);
    }

    @Test
    void shouldBindAndCloserThanOrAndNotCloserThanAnd() throws PatternParseException {
        PatternExpression expression = PatternParser.expression("a or not b and c");

        assertThat(expression).isInstanceOf(Junction.class);
        Junction or = (Junction) expression;
        assertThat(or.conjunction()).isFalse();
        assertThat(or.operands().get(1)).isInstanceOf(Junction.class);
        assertThat(((Junction) or.operands().get(1)).operands().get(0)).isInstanceOf(Negation.class);
    }

    @Test
    void shouldReadConstantsOfEveryKind() throws PatternParseException {
        assertThat(constant("\"it's \\\"x\\\"\"")).isEqualTo(new PropertyValue.Text("it's \"x\""));
        assertThat(constant("-12")).isEqualTo(new PropertyValue.Whole(-12));
        assertThat(constant("1.5")).isEqualTo(new PropertyValue.Real(1.5));
        assertThat(constant("true")).isEqualTo(new PropertyValue.Flag(true));
    }

    @Test
    void shouldReadAKeywordInBackquotesAsAName() throws PatternParseException {
        assertThat(PatternParser.expression("`in`")).isEqualTo(new NameReference(null, "in", 0));
    }

    @Test
    void shouldReadOlderThanAsATimeBeforeNow() throws PatternParseException {
        TimeTest test = (TimeTest) PatternParser.expression("created older than 90 days");

        assertThat(test.before()).isTrue();
        assertThat(test.offset().fixed()).isEqualTo(Duration.ofDays(-90));
    }

    @Test
    void shouldReadATimeThatIsNear() throws PatternParseException {
        TimeTest test = (TimeTest) PatternParser.expression("expires before now + $warning");

        assertThat(test.offset().parameter()).isEqualTo("warning");
        assertThat(test.offset().negative()).isFalse();
    }

    @Test
    void shouldReadANegatedWordOperator() throws PatternParseException {
        Negation negation = (Negation) PatternParser.expression("state not in [\"a\", \"b\"]");

        assertThat(((ValueComparison) negation.operand()).operator()).isEqualTo(ComparisonOperator.IN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a = ;4; expected a value: a name, a text, a number, a list or '(', found the end of the text",
                "a = null;4; nothing equals null; write 'is null' or 'is not null'",
                "(a and b;8; expected ')' to close the parenthesis, found the end of the text",
                "a b;2; expected the end of the text, found 'b'",
                "a is empty;5; expected 'null', 'true' or 'false' after 'is', found 'empty'",
                "sise(a) > 2;0; unknown function 'sise'; did you mean 'size'?",
                "size(a, b);0; size takes 1 argument",
                "a older than 3 fortnights;15; expected seconds, minutes, hours, days or weeks, found 'fortnights'",
                "a = \"b;4; the closing \" is missing",
                "a = 3x;4; a name starts with a letter or '_'; put a space after a number",
                "-[:A]->(B);0; a path is gathered in 'let' and used here by its name: let: {some_name: exists"
                        + " -[:…]->(…)}",
                "a in [1, \"b\"];9; the elements of a list are of one kind",
                "a # b;2; unexpected character '#'",
            })
    void shouldSayWhatIsWrongInAnExpression(String text) {
        String[] parts = text.split(";", 3);
        assertThatExceptionOfType(PatternParseException.class)
                .isThrownBy(() -> PatternParser.expression(parts[0]))
                .satisfies(e -> assertThat(e.at()).isEqualTo(Integer.parseInt(parts[1])))
                .withMessage(parts[2].strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exits -[:A]->(B);0; expected exists, count, min, max, set, found 'exits'; did you mean 'exists'?",
                "exists;6; expected a path from the anchor: '-[:TYPE]->(Label)' or '<-[:TYPE]-(Label)', found the end"
                        + " of the text",
                "exists -[:A*1..3]->(B);11; a path has a fixed number of hops: write each hop; conditions follow"
                        + " 'where'",
                "exists -[:A]-(B);11; a relationship has a direction: '-[…]->' or '<-[…]-'",
                "exists -[:A]->();15; expected a label: each position names the labels that it accepts, found ')'",
                "exists -[A]->(B);10; expected ':' and a relationship type, found ']->'",
                "set of x.y via -[:A]->(z:B);7; the path has no variable 'x'; did you mean 'z'?",
                "set of a, a via -[:A]->(B);10; two columns are named 'a'; name one by 'as'",
                "min of a, b via -[:A]->(B);10; 'min' takes one property",
                "count of a via -[:A]->(B);6; 'count' is followed by a path; 'set of … via' names properties",
                "exists -[:A]->(x:B)-[x:C]->(D);21; the variable 'x' appears twice in the path",
            })
    void shouldSayWhatIsWrongInAGathering(String text) {
        String[] parts = text.split(";", 3);
        assertThatExceptionOfType(PatternParseException.class)
                .isThrownBy(() -> PatternParser.gathering(parts[0]))
                .satisfies(e -> assertThat(e.at()).isEqualTo(Integer.parseInt(parts[1])))
                .withMessage(parts[2].strip());
    }

    private static PropertyValue constant(String text) throws PatternParseException {
        return ((Constant) PatternParser.expression(text)).value();
    }
}
