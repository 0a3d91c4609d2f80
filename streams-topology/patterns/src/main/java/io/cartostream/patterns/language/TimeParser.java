package io.cartostream.patterns.language;

import io.cartostream.patterns.language.PatternExpression.TimeOffset;
import io.cartostream.patterns.language.PatternExpression.TimeTest;
import io.cartostream.patterns.language.PatternToken.TokenKind;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads conditions on times: {@code older than 90 days}, {@code before now + 30 days}. A day has 24 hours. */
final class TimeParser {
    private static final Map<String, Duration> UNITS = Map.of(
            "second", Duration.ofSeconds(1),
            "minute", Duration.ofMinutes(1),
            "hour", Duration.ofHours(1),
            "day", Duration.ofDays(1),
            "week", Duration.ofDays(7));
    private static final long MAX_AMOUNT = 1_000_000;

    private final TokenCursor cursor;

    TimeParser(TokenCursor cursor) {
        this.cursor = cursor;
    }

    /** The test that follows an operand; null, with nothing taken, if none does. */
    @Nullable
    PatternExpression testOf(PatternExpression operand) throws PatternParseException {
        PatternToken token = cursor.peek();
        if (token.word("older") || token.word("newer")) {
            cursor.take();
            cursor.expectWord("than", "after '" + token.text() + "'");
            return new TimeTest(operand, token.text().equals("older"), offset(true), operand.at());
        }
        if (token.word("before") || token.word("after")) {
            cursor.take();
            cursor.expectWord("now", "after '" + token.text() + "'");
            TimeOffset offset = new TimeOffset(Duration.ZERO, null, false);
            if (cursor.skipSymbol("+")) {
                offset = offset(false);
            } else if (cursor.skipSymbol("-")) {
                offset = offset(true);
            }
            return new TimeTest(operand, token.text().equals("before"), offset, operand.at());
        }
        return null;
    }

    private TimeOffset offset(boolean negative) throws PatternParseException {
        PatternToken token = cursor.peek();
        if (token.kind() == TokenKind.PARAMETER) {
            cursor.take();
            return new TimeOffset(Duration.ZERO, token.text(), negative);
        }
        Duration length = length();
        return new TimeOffset(negative ? length.negated() : length, null, false);
    }

    Duration length() throws PatternParseException {
        PatternToken amount = cursor.peek();
        if (amount.kind() != TokenKind.WHOLE) {
            throw cursor.expected("a length of time such as '90 days'");
        }
        cursor.take();
        String word = cursor.peek().text();
        Duration unit = UNITS.get(word.endsWith("s") ? word.substring(0, word.length() - 1) : word);
        if (unit == null) {
            throw cursor.expected("seconds, minutes, hours, days or weeks");
        }
        cursor.take();
        if (amount.text().length() > 7 || Long.parseLong(amount.text()) > MAX_AMOUNT) {
            throw new PatternParseException(amount.at(), "a length of time has at most " + MAX_AMOUNT + " units");
        }
        return unit.multipliedBy(Long.parseLong(amount.text()));
    }
}
