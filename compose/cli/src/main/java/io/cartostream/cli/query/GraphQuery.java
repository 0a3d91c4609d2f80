package io.cartostream.cli.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.cli.connection.Neo4jClient;
import io.cartostream.cli.output.HumanText;
import io.cartostream.cli.output.JsonOutput;
import io.cartostream.cli.output.TextTable;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.CommandSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.Record;
import org.neo4j.driver.Result;
import org.neo4j.driver.summary.ResultSummary;
import org.neo4j.driver.summary.SummaryCounters;

/** Runs one statement and prints its answer. */
final class GraphQuery {

    private static final int WIDEST_ON_A_TERMINAL = 60;

    private final CommandSession session;

    GraphQuery(CommandSession session) {
        this.session = session;
    }

    /** An answer, read while the transaction is open. */
    private record Answer(List<String> columns, List<Record> rows, ResultSummary summary) {
        static Answer of(Result result) {
            List<String> columns = result.keys();
            List<Record> rows = result.list();
            return new Answer(columns, rows, result.consume());
        }
    }

    int run(String cypher, Map<String, String> parameters, boolean write) {
        String statement = cypher.equals("-") ? standardInput() : cypher;
        if (statement.isBlank()) {
            throw CommandFailure.usage("the statement is empty");
        }
        Map<String, Object> values = parameters(parameters);
        Answer answer;
        try (Neo4jClient graph = Neo4jClient.connect(session.settings())) {
            answer = write ? graph.write(statement, values, Answer::of) : graph.read(statement, values, Answer::of);
        }
        if (session.json()) {
            printJson(answer);
        } else {
            printTable(answer);
        }
        return 0;
    }

    private static String standardInput() {
        try {
            return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw CommandFailure.failed("cannot read standard input", e);
        }
    }

    static Map<String, Object> parameters(Map<String, String> texts) {
        ObjectMapper mapper = new ObjectMapper();
        Map<String, Object> values = new LinkedHashMap<>();
        texts.forEach((name, text) -> {
            try {
                values.put(name, mapper.readValue(text, Object.class));
            } catch (JsonProcessingException e) {
                values.put(name, text);
            }
        });
        return values;
    }

    private void printJson(Answer answer) {
        ArrayNode rows = JsonOutput.object().putArray("rows");
        for (Record row : answer.rows()) {
            ObjectNode object = rows.addObject();
            answer.columns().forEach(column -> object.set(column, GraphValues.json(row.get(column))));
        }
        session.out().println(JsonOutput.pretty(rows));
    }

    private void printTable(Answer answer) {
        if (!answer.columns().isEmpty()) {
            int widest = session.surroundings().interactive() ? WIDEST_ON_A_TERMINAL : Integer.MAX_VALUE;
            TextTable table = TextTable.of(widest, answer.columns());
            for (Record row : answer.rows()) {
                table.row(answer.columns().stream()
                        .map(column -> GraphValues.text(row.get(column)))
                        .toList());
            }
            table.lines().forEach(session.out()::println);
            session.out().println(HumanText.count(answer.rows().size(), "row"));
        }
        if (answer.summary().counters().containsUpdates()) {
            SummaryCounters counters = answer.summary().counters();
            session.out()
                    .println("nodes +" + counters.nodesCreated() + " -" + counters.nodesDeleted() + ", relationships +"
                            + counters.relationshipsCreated() + " -" + counters.relationshipsDeleted()
                            + ", properties set " + counters.propertiesSet());
        }
    }
}
