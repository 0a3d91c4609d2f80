package io.cartostream.local.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.cli.output.JsonOutput;
import io.cartostream.cli.output.TextTable;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.CommandSession;
import io.cartostream.cli.session.FailureText;
import io.cartostream.sample.SampleInventory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The sample inventory. */
@Command(name = "sample", header = "A made-up estate to try things on.", subcommands = SampleCommand.Generate.class)
public final class SampleCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? generate.");
    }

    /** Writes it. */
    @Command(
            name = "generate",
            description = {
                "Write recorded API answers of three AWS accounts and two Google Cloud projects, some 4,000 resources.",
                "The same seed gives the same bytes. Read them with: cartostream sync --from-files DIR"
            })
    static final class Generate implements Callable<Integer> {

        @Parameters(paramLabel = "DIR", description = "Where to write; created if absent.")
        private Path folder;

        @Option(
                names = "--seed",
                paramLabel = "N",
                defaultValue = "42",
                description = "Another number, another estate. Default: ${DEFAULT-VALUE}.")
        private long seed;

        private final CommandSession session;

        Generate(CommandSession session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            Map<String, Integer> totals;
            try {
                totals = SampleInventory.generate(folder, seed);
            } catch (IOException e) {
                throw CommandFailure.failed("cannot write the sample into " + folder + ": " + FailureText.of(e), e);
            }
            int all = totals.values().stream().mapToInt(Integer::intValue).sum();
            if (session.json()) {
                ObjectNode json = JsonOutput.object().put("resources", all);
                totals.forEach(json.putObject("operations")::put);
                session.out().println(JsonOutput.pretty(json));
            } else {
                TextTable table = TextTable.of("operation", "resources");
                totals.forEach((operation, count) -> table.row(operation, Integer.toString(count)));
                table.row("in all", Integer.toString(all));
                table.lines().forEach(session.out()::println);
            }
            return 0;
        }
    }
}
