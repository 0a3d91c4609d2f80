package io.cartostream.cli;

import io.cartostream.cli.config.ConfigCommand;
import io.cartostream.cli.deadletters.DeadLettersCommand;
import io.cartostream.cli.deploy.DeployCommand;
import io.cartostream.cli.doctor.DoctorCommand;
import io.cartostream.cli.explain.ExplainCommand;
import io.cartostream.cli.explain.TypesCommand;
import io.cartostream.cli.graph.GraphCommand;
import io.cartostream.cli.inventory.InventoryCommand;
import io.cartostream.cli.models.ModelsCommand;
import io.cartostream.cli.policy.PolicyCommand;
import io.cartostream.cli.query.QueryCommand;
import io.cartostream.cli.scopes.ScopesCommand;
import io.cartostream.cli.session.CommandSession;
import io.cartostream.cli.session.GlobalOptions;
import io.cartostream.cli.session.ProcessEnvironment;
import io.cartostream.cli.sync.JobsCommand;
import io.cartostream.cli.sync.SyncCommand;
import io.cartostream.cli.sync.WorkerCommand;
import io.cartostream.cli.topics.TopicsCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The root command. A program adds the commands of other modules when it creates the {@link #commandLine}. */
@Command(
        name = "cartostream",
        header = "A cloud asset graph, maintained continuously on Kafka.",
        customSynopsis = "cartostream [OPTIONS] COMMAND",
        footer = {
            "",
            "Examples:",
            "  cartostream deploy                          topics, schemas, compatibility",
            "  cartostream sync --profile audit            one AWS account, all its regions",
            "  cartostream scopes                          which scopes are fresh, stale or held",
            "  cartostream query 'MATCH (n) RETURN labels(n), count(*)'",
            "",
            "Exit codes: 0 success, 1 failure, 2 wrong usage."
        },
        versionProvider = VersionCommand.Provider.class,
        subcommands = {
            DoctorCommand.class,
            SyncCommand.class,
            ScopesCommand.class,
            QueryCommand.class,
            GraphCommand.class,
            TopicsCommand.class,
            DeadLettersCommand.class,
            JobsCommand.class,
            WorkerCommand.class,
            DeployCommand.class,
            TypesCommand.class,
            ExplainCommand.class,
            PolicyCommand.class,
            ModelsCommand.class,
            InventoryCommand.class,
            ConfigCommand.class,
            CompletionCommand.class,
            VersionCommand.class
        })
public final class CartostreamCommand implements Runnable {

    @Mixin
    private final GlobalOptions options;

    @Option(names = "--version", versionHelp = true, description = "Show the version and exit.")
    private boolean version;

    @Spec
    private CommandSpec spec;

    private final CommandSession session;

    private CartostreamCommand(ProcessEnvironment environment) {
        this.options = new GlobalOptions();
        this.session = new CommandSession(options, environment);
    }

    /**
     * The command line in the environment of this process. Good for one execution.
     *
     * @param further classes of commands of other modules; a constructor may take a {@link CommandSession}
     */
    public static CommandLine commandLine(Class<?>... further) {
        return commandLine(ProcessEnvironment.ofProcess(), further);
    }

    /** The command line in the given environment. Good for one execution. */
    public static CommandLine commandLine(ProcessEnvironment environment, Class<?>... further) {
        CartostreamCommand root = new CartostreamCommand(environment);
        CommandLine commandLine = new CommandLine(root, new SessionFactory(root.session));
        for (Class<?> command : further) {
            commandLine.addSubcommand(command);
        }
        // After all commands are added: these settings apply to the commands that exist.
        commandLine
                .setOut(environment.out())
                .setErr(environment.err())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(FailureReporter::usage)
                .setExecutionExceptionHandler(new FailureReporter(root.session));
        commandLine.setExecutionStrategy(CartostreamCommand::execute);
        HelpStyle.apply(commandLine);
        return commandLine;
    }

    /** Picocli accepts unknown arguments together with {@code --help}: they are an error here, too. */
    private static int execute(ParseResult parsed) {
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        if (!last.unmatched().isEmpty()) {
            throw new UnmatchedArgumentException(last.commandSpec().commandLine(), last.unmatched());
        }
        return new RunLast().execute(parsed);
    }

    /** The options, settings and outputs of this run. */
    public CommandSession session() {
        return session;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? See the list in the help.");
    }
}
