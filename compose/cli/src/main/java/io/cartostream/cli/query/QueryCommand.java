package io.cartostream.cli.query;

import io.cartostream.cli.session.CommandSession;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The {@code query} command. */
@Command(
        name = "query",
        header = "Query the graph in Cypher.",
        description =
                "Runs a Cypher statement and prints its answer as a table. The statement may write only with --write.",
        footer = {
            "",
            "Examples:",
            "  cartostream query 'MATCH (i:EC2Instance) RETURN i.region, count(*) ORDER BY 2 DESC'",
            "  cartostream query --param id=i-0abc 'MATCH (i:EC2Instance {id: $id})-[r]-(n) RETURN type(r), labels(n),"
                    + " n.id'",
            "  cartostream query --json - < question.cypher"
        })
public final class QueryCommand implements Callable<Integer> {

    @Parameters(paramLabel = "CYPHER", description = "The statement; - reads it from standard input.")
    String cypher;

    @Option(
            names = {"-p", "--param"},
            paramLabel = "NAME=VALUE",
            description = "A parameter of the statement: JSON if it is valid JSON, otherwise text. Repeatable.")
    Map<String, String> parameters = new LinkedHashMap<>();

    @Option(names = "--write", description = "Allow the statement to write.")
    boolean write;

    private final CommandSession session;

    QueryCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return new GraphQuery(session).run(cypher, parameters, write);
    }
}
