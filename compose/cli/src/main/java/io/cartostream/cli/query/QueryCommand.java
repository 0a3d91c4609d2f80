package io.cartostream.cli.query;

import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.CommandSession;
import io.cartostream.cli.session.FormatOption;
import io.cartostream.models.ModelException;
import io.cartostream.models.ModelSet;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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
            "  cartostream query -o csv - < question.cypher",
            "  cartostream query style > cartostream.grass"
        })
public final class QueryCommand implements Callable<Integer> {

    @Parameters(paramLabel = "CYPHER", arity = "0..1", description = "The statement; - reads it from standard input.")
    @Nullable
    String cypher;

    @Option(
            names = {"-p", "--param"},
            paramLabel = "NAME=VALUE",
            description = "A parameter of the statement: JSON if it is valid JSON, otherwise text. Repeatable.")
    Map<String, String> parameters = new LinkedHashMap<>();

    @Option(names = "--write", description = "Allow the statement to write.")
    boolean write;

    @Mixin
    final FormatOption format = new FormatOption();

    @Spec
    private CommandSpec spec;

    private final CommandSession session;

    QueryCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (cypher == null) {
            throw new ParameterException(
                    spec.commandLine(), "which statement? Give it in quotes, or - for standard input.");
        }
        return new GraphQuery(session).run(cypher, parameters, write, format.chosen(session));
    }

    @Command(
            name = "style",
            header = "Print a style for Neo4j Browser, in which each node shows its name.",
            description = {
                "The style is GraSS. Each label shows the property that names its nodes, as the models declare it. Drag the file"
                        + " onto the window of Neo4j Browser, or paste it after the command :style."
            },
            footer = {"", "Example:", "  cartostream query style > cartostream.grass"})
    int style(
            @Option(names = "--models", paramLabel = "DIR", description = "Folder with your own models.") @Nullable
                    Path models) {
        session.out().print(BrowserStyle.of(loaded(models)).text());
        session.out().flush();
        return 0;
    }

    private ModelSet loaded(@Nullable Path models) {
        try {
            Path folder =
                    models == null ? null : session.surroundings().directory().resolve(models);
            return ModelSet.load(folder, true);
        } catch (ModelException e) {
            throw CommandFailure.failed(String.valueOf(e.getMessage()), e);
        }
    }
}
