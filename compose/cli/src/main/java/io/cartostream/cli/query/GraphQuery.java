package io.cartostream.cli.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.cli.connection.Neo4jClient;
import io.cartostream.cli.output.HumanText;
import io.cartostream.cli.output.JsonOutput;
import io.cartostream.cli.output.OutputFormat;
import io.cartostream.cli.output.ResultList;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.CommandSession;
import io.cartostream.cli.session.FormatOption;
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

    int run(String cypher, Map<String, String> parameters, boolean write, OutputFormat format) {
        String statement = cypher.equals("-") ? standardInput() : cypher;
        if (statement.isBlank()) {
            throw CommandFailure.usage("the statement is empty");
        }
        Map<String, Object> values = parameters(parameters);
        Answer answer;
        try (Neo4jClient graph = Neo4jClient.connect(session.settings())) {
            answer = write ? graph.write(statement, values, Answer::of) : graph.read(statement, values, Answer::of);
        }
        print(answer, format);
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

    private void print(Answer answer, OutputFormat format) {
        boolean people = format == OutputFormat.TABLE || format == OutputFormat.WIDE;
        if (!answer.columns().isEmpty() || !people) {
            ResultList<Record> list = ResultList.of(row -> json(answer.columns(), row));
            answer.columns().forEach(column -> list.column(column, row -> GraphValues.text(row.get(column))));
            list.print(
                    FormatOption.target(session),
                    format,
                    answer.rows(),
                    "no rows",
                    List.of(HumanText.count(answer.rows().size(), "row")));
        }
        if (people) {
            printUpdates(answer);
        }
    }

    private static ObjectNode json(List<String> columns, Record row) {
        ObjectNode object = JsonOutput.object();
        columns.forEach(column -> object.set(column, GraphValues.json(row.get(column))));
        return object;
    }

    private void printUpdates(Answer answer) {
        if (answer.summary().counters().containsUpdates()) {
            SummaryCounters counters = answer.summary().counters();
            session.out()
                    .println("nodes +" + counters.nodesCreated() + " -" + counters.nodesDeleted() + ", relationships +"
                            + counters.relationshipsCreated() + " -" + counters.relationshipsDeleted()
                            + ", properties set " + counters.propertiesSet());
        }
    }
}
