package io.cartostream.patterns.cypher;

import io.cartostream.patterns.language.PatternExpression.NameReference;
import io.cartostream.patterns.language.PatternGathering;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What names mean at one point of a statement. Every variable of the statement has a prefix ({@code let_}, {@code row_}) or a
 * number, so that a name of the pattern never meets one of the statement.
 *
 * @param owner the variable whose properties bare names are
 * @param let the gatherings; empty inside a path
 * @param rows the quantifiers' variables: the gathering that each takes rows of; empty for the elements of a list
 */
record CypherNameScope(String owner, Map<String, PatternGathering> let, Map<String, Optional<PatternGathering>> rows) {

    static CypherNameScope inPath(String owner) {
        return new CypherNameScope(owner, Map.of(), Map.of());
    }

    CypherNameScope with(String variable, Optional<PatternGathering> gathering) {
        Map<String, Optional<PatternGathering>> more = new HashMap<>(rows);
        more.put(variable, gathering);
        return new CypherNameScope(owner, let, more);
    }

    static String let(String name) {
        return CypherConstants.quoted("let_" + name);
    }

    static String row(String variable) {
        return CypherConstants.quoted("row_" + variable);
    }

    String print(NameReference name) {
        if (name.variable() == null) {
            if (rows.containsKey(name.name())) {
                return row(name.name());
            }
            return let.containsKey(name.name()) ? let(name.name()) : owner + "." + CypherConstants.quoted(name.name());
        }
        List<String> columns = rows.getOrDefault(name.variable(), Optional.empty())
                .map(PatternGathering::columnNames)
                .orElse(List.of());
        String row = row(name.variable());
        return columns.size() == 1 ? row : row + "." + CypherConstants.quoted(name.name());
    }
}
