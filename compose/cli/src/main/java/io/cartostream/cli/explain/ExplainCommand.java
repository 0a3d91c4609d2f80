package io.cartostream.cli.explain;

import io.cartostream.cli.output.JsonOutput;
import io.cartostream.cli.session.CommandSession;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The {@code explain} command. */
@Command(
        name = "explain",
        header = "Explain one resource type: permission, operation, paging, and what it yields in the graph.",
        description = {"Needs no running pipeline. An unknown type is an error that names the most similar one."},
        footer = {"", "Examples:", "  cartostream explain ec2.subnet", "  cartostream explain s3.bucket --json"})
public final class ExplainCommand implements Callable<Integer> {

    @Parameters(paramLabel = "TYPE", description = "Name of the type, or provider/name: see `cartostream types`.")
    String type;

    @Option(names = "--models", paramLabel = "DIR", description = "Folder with your own models.")
    @Nullable
    Path models;

    private final CommandSession session;

    ExplainCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        TypeExplanation found = TypeIndex.load(session, models).get(type);
        if (session.json()) {
            session.out().println(JsonOutput.pretty(found.fullJson()));
        } else {
            print(found);
        }
        session.out().flush();
        return 0;
    }

    private void print(TypeExplanation found) {
        String title = found.model() == null ? "" : ": " + found.model().title();
        session.out().println(found.provider() + "/" + found.name() + title);
        line("operation", found.operation());
        line("scope", found.scope().equals("region") ? "one for each region" : found.scope());
        line("permission", found.permissions());
        line("paging", found.paging());
        line("detail of", found.detailOf());
        line("redactions", found.redactions());
        lines("nodes", found.nodeLines());
        lines("relationships", found.relationships());
        lines("lookups", found.lookups());
        line("example", found.example());
        if (found.read() == null) {
            line("producer", "none: no catalogue lists this type");
        }
        if (found.model() == null) {
            line("model", "none: its resources go to the dead letters");
        }
    }

    private void line(String name, String text) {
        if (!text.isEmpty()) {
            session.out().println("  " + String.format("%-14s", name) + text);
        }
    }

    private void lines(String name, List<String> texts) {
        for (int i = 0; i < texts.size(); i++) {
            session.out().println("  " + String.format("%-14s", i == 0 ? name : "") + texts.get(i));
        }
    }
}
